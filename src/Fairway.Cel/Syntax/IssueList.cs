namespace Fairway.Cel.Syntax;

/// <summary>The issues of one expression, in the order in which they were found until they are read.</summary>
internal sealed class IssueList(SourceText source)
{
    private const int Most = 100;

    private readonly List<(int Line, int Column, string Message)> issues = [];

    public int Count => issues.Count;

    public void Add(int offset, string message)
    {
        var (line, column) = source.Locate(offset);
        issues.Add((line, column, message));
    }

    /// <summary>An issue of the expression as a whole.</summary>
    public void AddWithoutPlace(string message) => issues.Add((-1, -1, message));

    public IReadOnlyList<CelIssue> Read() =>
    [
        .. issues
            .Take(Most)
            .OrderBy(issue => issue.Line).ThenBy(issue => issue.Column)
            .Select(issue => new CelIssue(issue.Line, issue.Column + 1, issue.Message, Show(issue))),
    ];

    private string Show((int Line, int Column, string Message) issue)
    {
        var (line, column, message) = issue;
        var snippet = line > 0 ? source.Snippet(line, column) : "";
        return $"ERROR: <input>:{line}:{column + 1}: {message}{snippet}";
    }
}
