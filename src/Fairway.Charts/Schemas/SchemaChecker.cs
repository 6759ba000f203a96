using System.Text;
using System.Text.Json;
using Fairway.Charts.Archives;
using Fairway.Charts.Trees;
using Fairway.Charts.Values;

namespace Fairway.Charts.Schemas;

/// <summary>Checks the values of a chart, and of those in it, against their schemas.</summary>
internal static class SchemaChecker
{
    private const int MostDepth = 1000;

    /// <exception cref="ChartException">They do not fit, and the message says where; or a schema cannot be
    /// used.</exception>
    public static void Check(ActiveChart root, GoMap values, HelmLine line, Budget budget)
    {
        var told = new StringBuilder();
        var faults = new List<ValueFault>();
        Check(new Finding(told, faults, []), root, values, line, budget);
        if (told.Length > 0)
        {
            throw new ChartException(
                "values don't meet the specifications of the schema(s) in the following chart(s):\n" + told,
                ChartReader.SchemaFile)
            {
                ValueFaults = faults,
            };
        }
    }

    private static void Check(Finding finding, ActiveChart chart, GoMap values, HelmLine line, Budget budget)
    {
        if (chart.Node.Content.Schema is { } schema)
        {
            using var document = Json(values, budget);
            var told = Faults(finding, schema, document.RootElement, line, budget);
            if (told.Length > 0)
            {
                finding.Told.Append(chart.Name).Append(":\n").Append(told);
            }
        }

        foreach (var child in chart.Charts)
        {
            if (values.TryGet(ByteText.FromUnicode(child.Name), out var inner) && inner.Kind == GoKind.Map)
            {
                Check(finding with { Path = [.. finding.Path, child.Name] }, child, inner.Map, line, budget);
            }
        }
    }

    private static string Faults(
        Finding finding, SchemaDocument schema, JsonElement value, HelmLine line, Budget budget)
    {
        if (line == HelmLine.Four)
        {
            var faults = new FourValidator(schema, budget).Check(value);
            finding.Faults.AddRange(faults.SelectMany(fault => fault.Leaves(finding.Path)));
            return faults.Count > 0 ? FourValidator.Tell(faults) + "\n" : "";
        }

        return string.Concat(new ThreeValidator(schema, budget).Check(value).Select(fault => $"- {fault}\n"));
    }

    /// <summary>What is found, and below which chart.</summary>
    private sealed record Finding(StringBuilder Told, List<ValueFault> Faults, IReadOnlyList<string> Path);

    private static JsonDocument Json(GoMap values, Budget budget) => JsonDocument.Parse(
        ByteText.ToBytes(GoJson.Write(GoValue.Of(values), budget)), new JsonDocumentOptions { MaxDepth = MostDepth });
}
