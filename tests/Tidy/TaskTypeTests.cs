using System.Text.RegularExpressions;
using Fairway.Tidy.Reading;

namespace Fairway.Tidy;

/// <summary>A type of task is a file, a test, a page, and a block of the API where it has parameters.</summary>
public sealed partial class TaskTypeTests
{
    [Fact]
    public void Every_type_of_task_has_its_file_its_test_its_page_and_its_block()
    {
        var files = Repository.Files.ToHashSet(StringComparer.Ordinal);
        var source = Repository.TextFiles(".cs").Single(
            file => file.Path.EndsWith("/StageTask.cs", StringComparison.Ordinal));
        var members = source.Text[source.Text.IndexOf("enum TaskType", StringComparison.Ordinal)..];
        var types = Member().Matches(members).Select(match => match.Groups[1].Value).ToList();

        Assert.Contains("Deploy", types);
        Assert.All(types.SelectMany(Needed), path => Assert.Contains(path, files));
    }

    private static IEnumerable<string> Needed(string type) =>
    [
        $"src/Fairway.Releases/Tasks/Types/{type}TaskType.cs",
        $"tests/Unit/Releases/Tasks/{type}TaskTests.cs",
        $"docs/reference/tasks/{type.ToLowerInvariant()}.md",
        .. type == "Deploy" ? Array.Empty<string>() : [$"src/Fairway.Api/Releases/Tasks/{type}Task.cs"],
    ];

    [GeneratedRegex(@"^    ([A-Z][a-z]+),\s*$", RegexOptions.Multiline)]
    private static partial Regex Member();
}
