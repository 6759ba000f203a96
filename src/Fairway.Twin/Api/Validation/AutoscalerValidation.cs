using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Autoscalers, in the form of autoscaling/v2. Source of the rules: pkg/apis/autoscaling/validation.</summary>
internal static class AutoscalerValidation
{
    private const int LongestPeriod = 1800;
    private const int LongestWindow = 3600;

    /// <param name="spec">The specification.</param>
    /// <param name="before">What it was; null where it is new.</param>
    public static void Check(Field spec, Field? before)
    {
        var (least, most) = (spec["minReplicas"], spec["maxReplicas"]);
        var bound = before?.NumberOf("minReplicas") == 0 ? 0 : 1;
        if (least.Number < bound)
        {
            least.Invalid($"must be greater than or equal to {bound}");
        }

        CheckMost(most);
        if (least.Number is { } number && (most.Number ?? 0) < number)
        {
            most.Invalid(most.Number ?? 0, "must be greater than or equal to `minReplicas`");
        }

        CheckTarget(spec["scaleTargetRef"], before);
        CheckMetrics(spec["metrics"], least.Number == 0);
        CheckRules(spec["behavior"]["scaleUp"]);
        CheckRules(spec["behavior"]["scaleDown"]);
    }

    public static void CheckStatus(Field status)
    {
        status["currentReplicas"].NotNegative();
        status["desiredReplicas"].NotNegative();
    }

    /// <summary>Names an object of any version.</summary>
    public static void CheckReference(Field reference)
    {
        foreach (var part in (ReadOnlySpan<string>)["kind", "name"])
        {
            var field = reference[part];
            if (field.Text.Length == 0)
            {
                field.Required();
            }
            else
            {
                field.Check(NameRules.PathSegment(field.Text));
            }
        }

        if (reference.TextOf("apiVersion") is { } version && version.Count(c => c == '/') > 1)
        {
            reference["apiVersion"].Invalid($"unexpected GroupVersion string: {version}");
        }
    }

    private static void CheckMost(Field most)
    {
        switch (most.Number ?? 0)
        {
            case 0:
                most.Required("must be set and greater than 0");
                break;
            case < 0:
                most.Invalid("must be greater than 0");
                break;
        }
    }

    private static void CheckTarget(Field target, Field? before)
    {
        CheckReference(target);
        var version = target.TextOf("apiVersion");
        // The one kind without a group that can be scaled.
        var needsGroup = target.TextOf("kind") != "ReplicationController"
            && before?["scaleTargetRef"].TextOf("apiVersion") != version;
        if (needsGroup && (!version.Contains('/', StringComparison.Ordinal) || version.StartsWith('/')))
        {
            target["apiVersion"].Invalid(version, "apiVersion must specify API group");
        }
    }

    private static void CheckMetrics(Field metrics, bool scalesToNone)
    {
        foreach (var metric in metrics.Items())
        {
            MetricValidation.Check(metric);
        }

        if (scalesToNone && !metrics.Items().Any(m => m.TextOf("type") is "Object" or "External"))
        {
            metrics.Forbidden(
                "must specify at least one Object or External metric to support scaling to zero replicas");
        }
    }

    private static void CheckRules(Field rules)
    {
        if (!rules.IsSet)
        {
            return;
        }

        var window = rules["stabilizationWindowSeconds"];
        if (window.Number < 0)
        {
            window.Invalid("must be greater than or equal to zero");
        }

        if (window.Number > LongestWindow)
        {
            window.Invalid($"must be less than or equal to {LongestWindow}");
        }

        if (rules["selectPolicy"] is { IsSet: true } policy && policy.Text is not ("Disabled" or "Max" or "Min"))
        {
            policy.Unsupported(policy.Text, "Disabled", "Max", "Min");
        }

        CheckPolicies(rules["policies"]);
        CheckTolerance(rules["tolerance"]);
    }

    private static void CheckPolicies(Field policies)
    {
        if (policies.Count == 0)
        {
            policies.Required("must specify at least one Policy");
        }

        foreach (var policy in policies.Items())
        {
            if (policy.TextOf("type") is not ("Percent" or "Pods"))
            {
                policy["type"].Unsupported(policy.TextOf("type"), "Percent", "Pods");
            }

            Positive(policy["value"]);
            Positive(policy["periodSeconds"]);
            if (policy["periodSeconds"] is { Number: > LongestPeriod } period)
            {
                period.Invalid($"must be less than or equal to {LongestPeriod}");
            }
        }
    }

    private static void CheckTolerance(Field tolerance)
    {
        if (ResourceValidation.Amount(tolerance) is { Sign: < 0 } amount)
        {
            tolerance.Invalid(amount.ToString(), "must be greater than or equal to 0");
        }
    }

    private static void Positive(Field field)
    {
        if ((field.Number ?? 0) <= 0)
        {
            field.Invalid(field.Number ?? 0, "must be greater than zero");
        }
    }
}
