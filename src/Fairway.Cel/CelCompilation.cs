namespace Fairway.Cel;

/// <summary>What became of an expression's text.</summary>
/// <param name="Program">The program; null where there are issues.</param>
/// <param name="Issues">What is wrong with the text, in the order of places.</param>
/// <param name="InstantiationError">Set where the text is right but a constant in it cannot be worked out; API servers
/// say <c>program instantiation failed</c>.</param>
public sealed record CelCompilation(
    CelProgram? Program, IReadOnlyList<CelIssue> Issues, string? InstantiationError = null)
{
    /// <summary>All issues as API servers show them, behind their <c>compilation failed: </c>.</summary>
    public string Display => string.Join("\n", Issues.Select(issue => issue.Display));
}
