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
        var faults = new StringBuilder();
        Check(faults, root, values, line, budget);
        if (faults.Length > 0)
        {
            throw new ChartException(
                "values don't meet the specifications of the schema(s) in the following chart(s):\n" + faults,
                ChartReader.SchemaFile);
        }
    }

    private static void Check(StringBuilder faults, ActiveChart chart, GoMap values, HelmLine line, Budget budget)
    {
        if (chart.Node.Content.Schema is { } schema)
        {
            using var document = Json(values, budget);
            var told = Faults(schema, document.RootElement, line, budget);
            if (told.Length > 0)
            {
                faults.Append(chart.Name).Append(":\n").Append(told);
            }
        }

        foreach (var child in chart.Charts)
        {
            if (values.TryGet(ByteText.FromUnicode(child.Name), out var inner) && inner.Kind == GoKind.Map)
            {
                Check(faults, child, inner.Map, line, budget);
            }
        }
    }

    private static string Faults(SchemaDocument schema, JsonElement value, HelmLine line, Budget budget)
    {
        if (line == HelmLine.Four)
        {
            return new FourValidator(schema, budget).Check(value) is { } fault ? fault + "\n" : "";
        }

        return string.Concat(new ThreeValidator(schema, budget).Check(value).Select(fault => $"- {fault}\n"));
    }

    private static JsonDocument Json(GoMap values, Budget budget) => JsonDocument.Parse(
        ByteText.ToBytes(GoJson.Write(GoValue.Of(values), budget)), new JsonDocumentOptions { MaxDepth = MostDepth });
}
