using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>What a Job does about pods that failed in a certain way.</summary>
internal static class PodFailureValidation
{
    private const int MostRules = 20;
    private const int MostCodes = 255;
    private const int MostPatterns = 20;
    private const string Invalid = "FieldValueInvalid";

    private static readonly string[] Actions = ["Count", "FailIndex", "FailJob", "Ignore"];
    private static readonly string[] Operators = ["In", "NotIn"];
    private static readonly string[] Statuses = ["False", "True", "Unknown"];

    /// <param name="spec">Of the Job.</param>
    public static void Check(Field spec)
    {
        var rules = spec["podFailurePolicy"]["rules"];
        if (rules.Count > MostRules)
        {
            rules.TooMany(rules.Count, MostRules);
        }

        var pod = spec["template"]["spec"];
        var names = new NameSet();
        foreach (var container in pod["containers"].Items().Concat(pod["initContainers"].Items()))
        {
            names.Add(container.TextOf("name"));
        }

        foreach (var rule in rules.Items())
        {
            CheckRule(rule, spec.Has("backoffLimitPerIndex"), names);
        }
    }

    private static void CheckRule(Field rule, bool countsIndexes, NameSet names)
    {
        var action = rule["action"];
        if (action.Text == "FailIndex" && !countsIndexes)
        {
            action.Invalid("requires the backoffLimitPerIndex to be set");
        }

        OneOf(action, Actions);
        var (codes, conditions) = (rule["onExitCodes"], rule["onPodConditions"]);
        if (codes.IsSet)
        {
            CheckCodes(codes, names);
        }

        CheckConditions(conditions);
        if (codes.IsSet == (conditions.Count > 0))
        {
            rule.Tell(Invalid, "", codes.IsSet
                ? "Invalid value: specifying both OnExitCodes and OnPodConditions is not supported"
                : "Invalid value: specifying one of OnExitCodes and OnPodConditions is required");
        }
    }

    private static void CheckConditions(Field conditions)
    {
        if (conditions.Count > MostPatterns)
        {
            conditions.TooMany(conditions.Count, MostPatterns);
        }

        foreach (var pattern in conditions.Items())
        {
            NameChecks.Qualified(pattern["type"], pattern.TextOf("type"));
            OneOf(pattern["status"], Statuses);
        }
    }

    private static void CheckCodes(Field codes, NameSet names)
    {
        OneOf(codes["operator"], Operators);
        if (codes["containerName"] is { IsSet: true } container && !names.Has(container.Text))
        {
            container.Invalid("must be one of the container or initContainer names in the pod template");
        }

        var values = codes["values"];
        if (values.Count == 0)
        {
            values.Invalid(values.Value, "at least one value is required");
        }
        else if (values.Count > MostCodes)
        {
            values.TooMany(values.Count, MostCodes);
        }

        CheckValues(values, codes.TextOf("operator") == "In");
    }

    private static void CheckValues(Field values, bool isIn)
    {
        var seen = new HashSet<long>();
        var isOrdered = true;
        long? before = null;
        foreach (var value in values.Items())
        {
            var code = value.Number ?? 0;
            if (isIn && code == 0)
            {
                value.Invalid("must not be 0 for the In operator");
            }

            if (!seen.Add(code))
            {
                value.Duplicate(value.Value);
            }

            isOrdered &= !(before > code);
            before = code;
        }

        if (!isOrdered)
        {
            values.Invalid("must be ordered");
        }
    }

    private static void OneOf(Field field, string[] values)
    {
        if (field.Text.Length == 0)
        {
            field.Required($"valid values: [{string.Join(' ', values.Select(v => $"\"{v}\""))}]");
        }
        else if (!values.Contains(field.Text))
        {
            field.Unsupported(field.Text, values);
        }
    }
}
