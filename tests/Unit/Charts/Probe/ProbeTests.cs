using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts.Probe;

/// <summary>
/// Expressions, and what helm 3.17.3 and 4.2.3 printed for each, or how they refused it: <c>rows.jsonl</c>. A row
/// without Helm 4 is the same in both.
/// </summary>
public sealed class ProbeTests
{
    private const string Three = "helm3.17.3";
    private const string Four = "helm4.2.3";


    // Keys in a ring (k9, k10, k1a), which Helm writes in any order.
    private const int InAnyOrder = 416;

    public static TheoryData<int, HelmLine> Rows() =>
        [.. from line in (HelmLine[])[HelmLine.Three, HelmLine.Four]
            from row in Enumerable.Range(0, All.Value.Count)
            select new TheoryDataRow<int, HelmLine>(row, line)];

    private static Lazy<IReadOnlyList<JsonObject>> All { get; } = new(() =>
        [.. File.ReadLines(Path("rows.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject())]);

    private static Lazy<string> Values { get; } = new(() => File.ReadAllText(Path("values.yaml")));

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_expression_prints_what_helm_prints(int row, HelmLine line)
    {
        var recorded = All.Value[row];
        var expected = (recorded[line == HelmLine.Four ? Four : Three] ?? recorded[Three])!.AsObject();
        var expression = recorded["expr"]!.GetValue<string>();

        var told = Render(expression, line);

        var wanted = Told(expected);
        Assert.True(
            RecordedRow.IsSame(wanted, told, line)
                || (row == InAnyOrder && Lines(told).SequenceEqual(Lines(wanted))),
            $"{expression}\n  helm: {wanted}\n  ours: {told}");
    }

    private static string Told(JsonObject expected) =>
        expected["out"]?.GetValue<string>() ?? expected["err"]!.GetValue<string>();

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Order(StringComparer.Ordinal);

    private static string Render(string expression, HelmLine line)
    {
        try
        {
            var rendered = ChartArchive.Load(new Dictionary<string, ReadOnlyMemory<byte>>
            {
                ["Chart.yaml"] = Bytes(
                    "apiVersion: v2\nname: probe\nversion: 0.1.0\nappVersion: \"1.2\"\nannotations: {a: b}\n"),
                ["values.yaml"] = Bytes(Values.Value),
                ["templates/_t.tpl"] = Bytes("{{- define \"x\" -}}" + expression + "{{- end -}}"),
                ["templates/p.yaml"] = Bytes("v: {{ include \"x\" . | toJson }}\n"),
            }).Rendered(new RenderInput("rel", "ns")
            {
                KubeVersion = "v1.33.0",
                Helm = line,
                ApiVersions = HelmDefaults.ApiVersions(line),
                Now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
                Values = new JsonObject
                {
                    ["si"] = 5m, ["sb"] = true, ["sn"] = null, ["ss"] = "abc",
                },
            });
            return rendered.Objects[0].Object["v"]!.GetValue<string>();
        }
        catch (ChartException fault)
        {
            return "Error: " + fault.Message.Replace("probe/templates/_t.tpl", "T", StringComparison.Ordinal);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Path(string name, [CallerFilePath] string caller = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(caller)!, name);
}
