using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>Resource quotas: what they count, and the pods that they count it for.</summary>
internal static class QuotaValidation
{
    private static readonly string[] Scopes =
    [
        "BestEffort", "NotBestEffort", "Terminating", "NotTerminating", "PriorityClass", "CrossNamespacePodAffinity",
        "VolumeAttributesClass",
    ];

    public static void Check(Field spec)
    {
        var hard = spec["hard"];
        foreach (var name in hard.Keys().Order(StringComparer.Ordinal))
        {
            ResourceNames.CheckQuota(hard.Entry(name), name);
            ResourceValidation.CheckQuantity(hard.Entry(name), name);
        }

        CheckScopes(spec["scopes"]);
        foreach (var expression in spec["scopeSelector"]["matchExpressions"].Items())
        {
            CheckExpression(expression, spec["scopeSelector"]["matchExpressions"]);
        }
    }

    /// <summary>What a quota counts for stays.</summary>
    public static void KeepScopes(Field spec, JsonNode? before)
    {
        static IEnumerable<string> Names(JsonNode? node) =>
            (node?["scopes"] as JsonArray ?? []).Select(s => s?.ToString() ?? "").Order(StringComparer.Ordinal);
        if (!Names(spec.Value).SequenceEqual(Names(before)))
        {
            spec["scopes"].Invalid("field is immutable");
        }
    }

    private static void CheckScopes(Field scopes)
    {
        var names = scopes.Items().Select(s => s.Text).ToArray();
        foreach (var name in names)
        {
            if (!Scopes.Contains(name))
            {
                scopes.Invalid("unsupported scope");
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["BestEffort", "Terminating"])
        {
            if (names.Contains(name) && names.Contains("Not" + name))
            {
                scopes.Invalid("conflicting scopes");
            }
        }
    }

    /// <param name="expression">What is checked.</param>
    /// <param name="list">Where the reference server says that it is: it leaves out which of them.</param>
    private static void CheckExpression(Field expression, Field list)
    {
        var (scope, how, values) =
            (expression.TextOf("scopeName"), expression.TextOf("operator"), expression["values"]);
        if (!Scopes.Contains(scope))
        {
            list["scopeName"].Invalid(scope, "unsupported scope");
        }

        switch (how)
        {
            case "In" or "NotIn" when values.Count == 0:
                list["values"].Required(
                    "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                break;
            case "Exists" or "DoesNotExist" when values.Count > 0:
                list["values"].Invalid(
                    values.Value, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                break;
            default:
                list["operator"].Invalid(how, "not a valid selector operator");
                break;
        }
    }
}
