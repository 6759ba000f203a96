namespace Fairway.Twin.Api.Validation;

/// <summary>Disruption budgets of pods. Source of the rules: pkg/apis/policy/validation.</summary>
internal static class BudgetValidation
{
    private static readonly string[] Counts =
        ["disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"];

    public static void Check(Field spec)
    {
        if (spec.Has("minAvailable") && spec.Has("maxUnavailable"))
        {
            var shown = Shown.Inner(
                spec.Value, ("minAvailable", false), ("selector", false), ("maxUnavailable", false),
                ("unhealthyPodEvictionPolicy", false));
            shown["Selector"] = Shown.Selector(spec["selector"].Value);
            spec.Invalid(shown, "minAvailable and maxUnavailable cannot be both set");
        }

        foreach (var amount in (ReadOnlySpan<string>)["minAvailable", "maxUnavailable"])
        {
            RolloutValidation.CheckAmount(spec[amount]);
            RolloutValidation.CheckNotAll(spec[amount]);
        }

        SelectorValidation.Check(spec["selector"]);
        var policy = spec["unhealthyPodEvictionPolicy"];
        if (policy.IsSet && policy.Text is not ("AlwaysAllow" or "IfHealthyBudget"))
        {
            policy.Unsupported(policy.Text, "AlwaysAllow", "IfHealthyBudget");
        }
    }

    public static void CheckStatus(Field status)
    {
        ConditionValidation.Check(status["conditions"]);
        foreach (var count in Counts)
        {
            status[count].NotNegative();
        }
    }
}
