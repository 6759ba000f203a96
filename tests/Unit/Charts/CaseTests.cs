using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Charts;
using Fairway.Schema.Yaml;
using Xunit;

namespace Fairway.Tests.Charts;

/// <summary>
/// Whole charts, a folder each under <c>Cases</c>: the chart, <c>input.yaml</c> with the values laid over its own, and
/// <c>expected.golden</c> with what comes out. UPDATE_GOLDEN=1 rewrites it; CI refuses to.
/// </summary>
public sealed class CaseTests
{
    private const string Expected = "expected.golden";
    private const string Given = "input.yaml";

    public static TheoryData<string> Cases() =>
        [.. Directory.EnumerateDirectories(Folder()).Select(folder =>
            Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_is_rendered_as_its_file_says(string name)
    {
        var folder = Path.Combine(Folder(), name);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(
                file => Path.GetRelativePath(folder, file), file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file));
        files.Remove(Expected);
        files.Remove(Given, out var given);

        var story = Story(files, YamlReader.ReadObject(given.Span));

        var path = Path.Combine(folder, Expected);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "CI does not rewrite golden files");
            File.WriteAllText(path, story);
        }

        Assert.True(File.Exists(path), $"{path} is missing: run this test once with UPDATE_GOLDEN=1.");
        Assert.Equal(File.ReadAllText(path), story);
    }

    private static string Story(Dictionary<string, ReadOnlyMemory<byte>> files, JsonObject values)
    {
        try
        {
            var rendered = ChartArchive.Load(files).Rendered(ChartFiles.Input with { Values = values });
            var story = new StringBuilder();
            foreach (var item in rendered.Objects)
            {
                story.Append(
                    $"{item.Object["kind"]} {item.Object["metadata"]?["name"]} "
                        + $"({item.Template}, document {item.Document}, line {item.Line})\n");
            }

            return story.Append('\n').Append(rendered.Manifest).ToString();
        }
        catch (ChartException fault)
        {
            return $"{fault.Message}\n\n{fault.File}, line {fault.Line}, column {fault.Column}\n";
        }
    }

    private static string Folder([CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "Cases");
}
