using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Label selectors: their form, and which labels they match.</summary>
internal static class SelectorValidation
{
    /// <summary>Adds what is wrong with a selector; whether it is good.</summary>
    public static bool Check(Field selector)
    {
        var before = selector.Errors;
        NameChecks.Labels(selector["matchLabels"]);
        foreach (var expression in selector["matchExpressions"].Items())
        {
            CheckExpression(expression);
        }

        return selector.Errors == before;
    }

    /// <summary>Whether a selector that is there says nothing.</summary>
    public static bool IsEmpty(Field selector) => selector.IsSet
        && selector["matchLabels"].Count == 0 && selector["matchExpressions"].Count == 0;

    /// <summary>Whether a good selector matches the labels; one that is not there matches nothing.</summary>
    public static bool Matches(Field selector, JsonObject? labels) => selector.IsSet
        && HasAll(selector["matchLabels"].Value as JsonObject, labels)
        && selector["matchExpressions"].Items().All(e => Holds(e, labels));

    /// <summary>Whether the labels have all of these.</summary>
    public static bool HasAll(JsonObject? wanted, JsonObject? labels) =>
        wanted is null || wanted.All(w => w.Value is not null && JsonNode.DeepEquals(labels?[w.Key], w.Value));

    private static void CheckExpression(Field expression)
    {
        var values = expression["values"];
        switch (expression.TextOf("operator"))
        {
            case "In" or "NotIn" when values.Count == 0:
                values.Required("must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when values.Count > 0:
                values.Forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                break;
            default:
                expression["operator"].Invalid(expression.TextOf("operator"), "not a valid selector operator");
                break;
        }

        NameChecks.Qualified(expression["key"], expression.TextOf("key"));
        foreach (var value in values.Items())
        {
            value.Check(NameRules.LabelValue(value.Text));
        }
    }

    private static bool Holds(Field expression, JsonObject? labels)
    {
        var label = labels?[expression.TextOf("key")] as JsonValue;
        var among = label is not null
            && label.TryGetValue<string>(out var text)
            && expression["values"].Items().Any(v => v.Text == text);
        return expression.TextOf("operator") switch
        {
            "In" => among,
            "NotIn" => !among,
            "Exists" => label is not null,
            _ => label is null,
        };
    }
}
