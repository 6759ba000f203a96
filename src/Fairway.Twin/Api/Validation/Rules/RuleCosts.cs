using System.Globalization;
using Fairway.Cel;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Validation.Rules;

/// <summary>What the rules of a schema may cost together, and which of them cost the most.</summary>
internal sealed class RuleCosts
{
    private const int MostTold = 4;
    private readonly List<(string Path, ulong Cost)> expensive = [];
    private ulong total;

    /// <summary>A product that stays at the greatest number instead of going beyond it.</summary>
    public static ulong Times(ulong once, ulong times) =>
        once != 0 && times > ulong.MaxValue / once ? ulong.MaxValue : once * times;

    /// <summary>What is said of a cost that is too great.</summary>
    public static string Excess(string what, ulong cost, long limit)
    {
        var factor = (double)cost / limit;
        var shown = factor > 100 ? "more than 100x"
            : factor < 1.5 ? factor.ToString("F6", CultureInfo.InvariantCulture) + "x"
            : factor.ToString("F1", CultureInfo.InvariantCulture) + "x";
        return $"{what} exceeds budget by factor of {shown} (try simplifying the rule, or adding maxItems, "
            + "maxProperties, and maxLength where arrays, maps, and strings are declared)";
    }

    /// <summary>Counts an expression.</summary>
    public void Add(string path, ulong cost)
    {
        total = total > ulong.MaxValue - cost ? ulong.MaxValue : total + cost;
        if (cost >= CelLimits.EstimatedPerDefinition / 100)
        {
            expensive.Add((path, cost));
        }
    }

    /// <summary>Adds what is wrong with the sum.</summary>
    public void Check(string path, List<FieldError> errors)
    {
        if (total <= CelLimits.EstimatedPerDefinition)
        {
            return;
        }

        const string Contributed =
            "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema";
        errors.AddRange(expensive.OrderByDescending(one => one.Cost).Take(MostTold)
            .Select(one => FieldError.Forbidden(one.Path, Contributed)));
        errors.Add(FieldError.Forbidden(path, Excess(
            "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema",
            total,
            CelLimits.EstimatedPerDefinition)));
    }
}
