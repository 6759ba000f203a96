using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Objects;

/// <summary>A LabelSelector object (or a bare map of labels) in the form of a query: <c>app=web,tier in
/// (back,front)</c>.</summary>
internal static class SelectorText
{
    public static string Of(JsonObject? selector)
    {
        if (selector is null)
        {
            return "";
        }

        if (!selector.ContainsKey("matchLabels") && !selector.ContainsKey("matchExpressions"))
        {
            return Labels(selector);
        }

        var parts = new[] { Labels(selector["matchLabels"] as JsonObject) }
            .Concat((selector["matchExpressions"] as JsonArray ?? []).OfType<JsonObject>().Select(Expression))
            .Where(p => p.Length > 0);
        return string.Join(',', parts);
    }

    private static string Labels(JsonObject? labels) => string.Join(',', (labels ?? [])
        .OrderBy(l => l.Key, StringComparer.Ordinal)
        .Select(l => $"{l.Key}={l.Value}"));

    private static string Expression(JsonObject expression)
    {
        var key = ObjectMeta.Text(expression, "key");
        var values =
            (expression["values"] as JsonArray ?? []).Select(v => v?.ToString() ?? "").Order(StringComparer.Ordinal);
        return ObjectMeta.Text(expression, "operator") switch
        {
            "In" => $"{key} in ({string.Join(',', values)})",
            "NotIn" => $"{key} notin ({string.Join(',', values)})",
            "DoesNotExist" => $"!{key}",
            _ => key,
        };
    }
}
