using System.Runtime.CompilerServices;
using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts.Data;

/// <summary>
/// Cases of Go's text/template, of sprig and of Helm's engine: their expressions over values, each with what the real
/// helms make of it. Each row names the test that it is from.
/// </summary>
public sealed class UpstreamCaseTests
{
    private static Lazy<string> Values { get; } = new(() => File.ReadAllText(InFolder("upstream-values.yaml")));

    public static TheoryData<string, HelmLine, int> Files() => new()
    {
        { "go.jsonl", HelmLine.Three, 450 },
        { "go.jsonl", HelmLine.Four, 450 },
        { "sprig.jsonl", HelmLine.Three, 330 },
        { "sprig.jsonl", HelmLine.Four, 330 },
        { "helm.jsonl", HelmLine.Three, 40 },
        { "helm.jsonl", HelmLine.Four, 40 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_case_of_a_suite_is_as_helm_has_it(string file, HelmLine line, int fewest)
    {
        var rows = RecordedRow.Read(InFolder(file));

        var differences = (from row in rows
                           let ours = row.Tell(Values.Value, Input(line))
                           where !RecordedRow.IsSame(row.Told(line), ours, line)
                           select $"{row.Expression}\n  helm: {row.Told(line)}\n  ours: {ours}").ToList();

        Assert.True(rows.Count >= fewest, $"{rows.Count} rows are left in {file}");
        Assert.True(
            differences.Count == 0, $"{differences.Count} of {rows.Count}\n{string.Join('\n', differences)}");
    }

    private static RenderInput Input(HelmLine line) => new("rel", "ns")
    {
        KubeVersion = "v1.33.0",
        Helm = line,
        ApiVersions = HelmDefaults.ApiVersions(line),
    };

    private static string InFolder(string name, [CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, name);
}
