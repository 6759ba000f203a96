using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>How workloads replace their pods: strategies of Deployments, DaemonSets and StatefulSets.</summary>
internal static class RolloutValidation
{
    private const string PercentRule =
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used "
        + "for validation is '[0-9]+%')";

    /// <summary><c>strategy</c> of a Deployment.</summary>
    public static void CheckDeployment(Field strategy)
    {
        var rolling = strategy["rollingUpdate"];
        switch (strategy.TextOf("type"))
        {
            case "Recreate":
                if (rolling.IsSet)
                {
                    rolling.Forbidden("may not be specified when strategy `type` is 'Recreate'");
                }

                break;
            case "RollingUpdate" when !rolling.IsSet:
                rolling.Required("this should be defaulted and never be nil");
                break;
            case "RollingUpdate":
                CheckRollingDeployment(rolling["maxUnavailable"], rolling["maxSurge"]);
                break;
            default:
                strategy.Unsupported(Shape(strategy), "Recreate", "RollingUpdate");
                break;
        }
    }

    /// <summary><c>updateStrategy</c> of a DaemonSet.</summary>
    public static void CheckDaemonSet(Field strategy)
    {
        var rolling = strategy["rollingUpdate"];
        switch (strategy.TextOf("type"))
        {
            case "OnDelete":
                break;
            case "RollingUpdate" when !rolling.IsSet:
                rolling.Required();
                break;
            case "RollingUpdate":
                CheckRollingDaemonSet(rolling["maxUnavailable"], rolling["maxSurge"]);
                break;
            default:
                strategy.Unsupported(Shape(strategy), "RollingUpdate", "OnDelete");
                break;
        }
    }

    /// <summary><c>updateStrategy</c> of a StatefulSet.</summary>
    public static void CheckStatefulSet(Field strategy)
    {
        var rolling = strategy["rollingUpdate"];
        switch (strategy.TextOf("type"))
        {
            case "":
                strategy.Required();
                break;
            case "OnDelete":
                if (rolling.IsSet)
                {
                    rolling.Invalid("only allowed for updateStrategy 'RollingUpdate'");
                }

                break;
            case "RollingUpdate":
                rolling["partition"].NotNegative();
                CheckAmount(rolling["maxUnavailable"]);
                CheckNotAll(rolling["maxUnavailable"]);
                break;
            default:
                strategy.Invalid(Shape(strategy), "must be 'RollingUpdate' or 'OnDelete'");
                break;
        }
    }

    private static void CheckRollingDeployment(Field unavailable, Field surge)
    {
        CheckAmount(unavailable);
        CheckAmount(surge);
        if (Amount(unavailable) == 0 && Amount(surge) == 0)
        {
            unavailable.Invalid("may not be 0 when `maxSurge` is 0");
        }

        CheckNotAll(unavailable);
    }

    private static void CheckRollingDaemonSet(Field unavailable, Field surge)
    {
        CheckAmount(unavailable);
        CheckAmount(surge);
        CheckNotAll(unavailable);
        CheckNotAll(surge);
        switch (Amount(unavailable) != 0, Amount(surge) != 0)
        {
            case (true, true):
                surge.Invalid("may not be set when maxUnavailable is non-zero");
                break;
            case (false, false):
                unavailable.Required("cannot be 0 when maxSurge is 0");
                break;
        }
    }

    /// <summary>A number that is not negative, or a percentage.</summary>
    public static void CheckAmount(Field amount)
    {
        if (amount.IsSet && amount.Number is null && Percent(amount) is null)
        {
            amount.Invalid(PercentRule);
        }

        amount.NotNegative();
    }

    /// <summary>A percentage is not above all.</summary>
    public static void CheckNotAll(Field amount)
    {
        if (Percent(amount) > 100)
        {
            amount.Invalid("must not be greater than 100%");
        }
    }

    private static long Amount(Field amount) => amount.Number ?? Percent(amount) ?? 0;

    private static long? Percent(Field amount)
    {
        var text = amount.Text;
        if (text.Length < 2 || text[^1] != '%' || text.AsSpan(0, text.Length - 1).ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        return long.TryParse(text.AsSpan(0, text.Length - 1), out var number) ? number : long.MaxValue;
    }

    /// <summary>A strategy as the reference server holds it.</summary>
    private static JsonObject Shape(Field strategy)
    {
        var rolling = strategy["rollingUpdate"].Value;
        return new JsonObject
        {
            ["Type"] = strategy.TextOf("type"),
            ["RollingUpdate"] = rolling is null
                ? null
                : Shown.Inner(rolling, ("maxUnavailable", false), ("maxSurge", false)),
        };
    }
}
