namespace Fairway.Api.Meta;

/// <summary>Lists of conditions as values.</summary>
public static class Conditions
{
    /// <summary>The condition of a type, or null.</summary>
    public static Condition? Find(this IReadOnlyList<Condition>? conditions, string type) =>
        conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Whether the condition of a type is True.</summary>
    public static bool IsTrue(this IReadOnlyList<Condition>? conditions, string type) =>
        conditions.Find(type)?.Status == ConditionStatus.True;

    /// <summary>
    /// The list with this condition in place of the one of its type, types in order. The transition time of a status
    /// that stays as it was is kept, so that writing the same twice changes nothing.
    /// </summary>
    public static IReadOnlyList<Condition> With(this IReadOnlyList<Condition>? conditions, Condition condition)
    {
        var known = conditions.Find(condition.Type);
        var kept = known is not null && known.Status == condition.Status
            ? condition with { LastTransitionTime = known.LastTransitionTime }
            : condition;
        return
        [
            .. (conditions ?? []).Where(other => other.Type != condition.Type).Append(kept)
                .OrderBy(other => other.Type, StringComparer.Ordinal),
        ];
    }
}
