using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Charts;

namespace Fairway.Tests.Charts;

/// <summary>An expression, and what helm 3.17.3 and 4.2.3 printed for it, or how they refused it.</summary>
/// <param name="Expression">A template.</param>
/// <param name="Dot">What it is given.</param>
/// <param name="Three">What helm 3 told.</param>
/// <param name="Four">What helm 4 told.</param>
internal sealed partial record RecordedRow(string Expression, string Dot, string Three, string Four)
{
    /// <summary>Reads a file of rows, a line of JSON each; a row without Helm 4 is the same in both.</summary>
    public static IReadOnlyList<RecordedRow> Read(string file) =>
        [.. File.ReadLines(file).Select(line => Of(JsonNode.Parse(line)!.AsObject()))];

    /// <summary>What was told of a line's rules.</summary>
    public string Told(HelmLine line) => line == HelmLine.Three ? Three : Four;

    /// <summary>What we tell, in a chart of that expression.</summary>
    public string Tell(string values, RenderInput input)
    {
        try
        {
            return ChartArchive.Load(new Dictionary<string, ReadOnlyMemory<byte>>
            {
                ["Chart.yaml"] = Bytes(
                    "apiVersion: v2\nname: probe\nversion: 0.1.0\nappVersion: \"1.2\"\nannotations: {a: b}\n"),
                ["values.yaml"] = Bytes(values),
                ["templates/_t.tpl"] = Bytes(Expression),
                ["templates/p.yaml"] = Bytes($$$"""v: {{ include "probe/templates/_t.tpl" {{{Dot}}} | toJson }}"""),
            }).Rendered(input).Objects[0].Object["v"]!.GetValue<string>();
        }
        catch (ChartException fault)
        {
            return "Error: " + fault.Message.Replace("probe/templates/_t.tpl", "T", StringComparison.Ordinal);
        }
    }

    /// <summary>Helm 4 breaks the way to a fault into lines, and leaves words out; ours is one line.</summary>
    public static bool IsSame(string theirs, string ours, HelmLine line) =>
        theirs == ours || (line == HelmLine.Four && Plain(theirs) == Plain(ours));

    private static string Plain(string told) => Places().Replace(
        Breaks().Replace(told, " ").Replace("template: ", "", StringComparison.Ordinal), "$1 executing");

    private static RecordedRow Of(JsonObject row)
    {
        var three = Told(row["helm3.17.3"]!.AsObject());
        return new RecordedRow(
            row["expr"]!.GetValue<string>(),
            row["dot"]?.GetValue<string>() ?? ".Values.T",
            three,
            row["helm4.2.3"] is JsonObject four ? Told(four) : three);
    }

    private static string Told(JsonObject told) => (told["out"] ?? told["err"])!.GetValue<string>();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"(:[0-9]+:[0-9]+):? executing")]
    private static partial Regex Places();
}
