using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>When an indexed Job has done enough.</summary>
internal static class SuccessPolicyValidation
{
    private const int MostRules = 20;
    private const int LongestIndexes = 64 * 1024;

    public static void Check(Field policy, long completions)
    {
        var rules = policy["rules"];
        if (rules.Count == 0)
        {
            rules.Required("at least one rules must be specified when the successPolicy is specified");
        }

        if (rules.Count > MostRules)
        {
            rules.TooMany(rules.Count, MostRules);
        }

        foreach (var rule in rules.Items())
        {
            CheckRule(rule, completions);
        }
    }

    /// <summary>A policy as the reference server holds it.</summary>
    public static JsonObject Shape(Field policy) => new()
    {
        ["Rules"] = new JsonArray([.. policy["rules"].Items().Select(r =>
            Shown.Inner(r.Value, ("succeededIndexes", false), ("succeededCount", false)))]),
    };

    private static void CheckRule(Field rule, long completions)
    {
        var (indexes, count) = (rule["succeededIndexes"], rule["succeededCount"]);
        if (!count.IsSet && !indexes.IsSet)
        {
            rule.Required("at least one of succeededCount or succeededIndexes must be specified");
        }

        var total = 0L;
        if (indexes.IsSet)
        {
            if (indexes.Text.Length > LongestIndexes)
            {
                indexes.TooLong(LongestIndexes);
            }

            var read = JobIndexes.Read(indexes.Text, completions);
            total = read.Total;
            indexes.Check(read.Problem is null ? null : $"error parsing succeededIndexes: {read.Problem}");
        }

        count.NotNegative();
        AtMost(count, completions, "number of specified completions");
        if (indexes.IsSet)
        {
            AtMost(count, total, "number of indexes in the specified succeededIndexes field");
        }
    }

    private static void AtMost(Field count, long most, string what)
    {
        if (count.Number > most)
        {
            count.Invalid(string.Create(
                CultureInfo.InvariantCulture, $"must be less than or equal to {most} (the {what})"));
        }
    }
}
