namespace Fairway.Twin.Api.Validation;

/// <summary>Security contexts of pods and containers.</summary>
internal static class SecurityValidation
{
    /// <summary>Of a container.</summary>
    public static void CheckContainer(Field context)
    {
        if (!context.IsSet)
        {
            return;
        }

        CheckId(context["runAsUser"]);
        CheckId(context["runAsGroup"]);
        if (context["allowPrivilegeEscalation"].IsFalse && context["privileged"].IsTrue)
        {
            context.Invalid("cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }
    }

    /// <summary>Of a pod.</summary>
    public static void CheckPod(Field context)
    {
        if (!context.IsSet)
        {
            return;
        }

        CheckId(context["fsGroup"]);
        CheckId(context["runAsUser"]);
        CheckId(context["runAsGroup"]);
        foreach (var group in context["supplementalGroups"].Items())
        {
            CheckId(group);
        }
    }

    private static void CheckId(Field id)
    {
        if (id.Number is < 0 or > int.MaxValue)
        {
            id.Invalid("must be between 0 and 2147483647, inclusive");
        }
    }
}
