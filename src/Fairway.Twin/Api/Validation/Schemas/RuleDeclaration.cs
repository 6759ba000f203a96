using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation.Schemas;

/// <summary>Rules of a place, as far as they can be judged without reading their expressions.</summary>
internal static class RuleDeclaration
{
    private static readonly string[] Reasons =
        ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

    public static void Check(Field place)
    {
        foreach (var rule in place["x-kubernetes-validations"].Items())
        {
            CheckTexts(rule);
            var reason = rule["reason"];
            if (reason.IsSet && !Reasons.Contains(reason.Text))
            {
                reason.Unsupported(reason.Value, Reasons);
            }

            CheckPath(rule["fieldPath"], place);
        }
    }

    private static void CheckTexts(Field rule)
    {
        var (expression, message) = (rule.TextOf("rule").Trim(), rule.TextOf("message").Trim());
        if (expression.Length == 0)
        {
            rule["rule"].Required("rule is not specified");
        }
        else if (rule.TextOf("message").Length > 0 && message.Length == 0)
        {
            rule["message"].Invalid("must be non-empty if specified");
        }
        else if (HasBreaks(message))
        {
            rule["message"].Invalid("must not contain line breaks");
        }
        else if (HasBreaks(expression) && message.Length == 0)
        {
            rule["message"].Required("message must be specified if rule contains line breaks");
        }

        if (rule.TextOf("messageExpression") is { Length: > 0 } said && said.Trim().Length == 0)
        {
            rule["messageExpression"].Required("messageExpression must be non-empty if specified");
        }
    }

    private static void CheckPath(Field path, Field place)
    {
        if (path.Text.Length == 0)
        {
            return;
        }

        if (path.Text.Trim().Length == 0)
        {
            path.Invalid("must be non-empty if specified");
        }

        if (HasBreaks(path.Text))
        {
            path.Invalid("must not contain line breaks");
        }

        if (SchemaPath.Resolve(path.Text, place.Value as JsonObject, admitsBrackets: true).Problem is not null)
        {
            path.Invalid("must be a valid path");
        }
    }

    private static bool HasBreaks(string text) => text.AsSpan().IndexOfAny('\n', '\r') >= 0;
}
