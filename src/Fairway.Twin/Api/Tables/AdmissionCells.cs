using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Tables;

/// <summary>Cells of admission policies and their bindings.</summary>
internal static class AdmissionCells
{
    private const string Unset = "<unset>";

    /// <summary>The kind of a policy's parameters.</summary>
    public static string ParamKind(JsonObject policy) => policy["spec"]?["paramKind"] is JsonObject kind
        ? $"{ObjectMeta.Text(kind, "apiVersion")}/{ObjectMeta.Text(kind, "kind")}"
        : Unset;

    /// <summary>The parameters that a binding names. The server cannot tell here whether they have a
    /// namespace.</summary>
    public static string ParamRef(JsonObject binding)
    {
        if (binding["spec"]?["paramRef"] is not JsonObject reference)
        {
            return Unset;
        }

        var name = ObjectMeta.Text(reference, "name");
        if (name.Length == 0)
        {
            return reference["selector"] is JsonObject selector ? Selector(selector) : Unset;
        }

        var ns = ObjectMeta.Text(reference, "namespace");
        return ns.Length > 0 ? $"{ns}/{name}" : $"*/{name}";
    }

    /// <summary>The selector as Go prints the structure.</summary>
    private static string Selector(JsonObject selector)
    {
        var labels = (selector["matchLabels"] as JsonObject ?? [])
            .OrderBy(l => l.Key, StringComparer.Ordinal)
            .Select(l => $"{l.Key}: {l.Value},");
        var expressions = (selector["matchExpressions"] as JsonArray ?? []).OfType<JsonObject>().Select(Expression);
        return $"&LabelSelector{{MatchLabels:map[string]string{{{string.Concat(labels)}}},"
            + $"MatchExpressions:[]LabelSelectorRequirement{{{string.Concat(expressions)}}},}}";
    }

    private static string Expression(JsonObject expression)
    {
        var values = (expression["values"] as JsonArray ?? []).Select(v => v?.ToString());
        return $"LabelSelectorRequirement{{Key:{ObjectMeta.Text(expression, "key")},"
            + $"Operator:{ObjectMeta.Text(expression, "operator")},Values:[{string.Join(' ', values)}],}},";
    }
}
