using System.Text.RegularExpressions;

namespace Fairway.Twin.Api.Validation;

/// <summary>Security contexts of pods and containers.</summary>
internal static partial class SecurityValidation
{
    private const int LongestSetting = 253;

    private const string SettingRule =
        "must have at most 253 characters and match regex "
        + "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

    private static readonly string[] Profiles = ["Localhost", "RuntimeDefault", "Unconfined"];

    /// <summary>Of a container.</summary>
    /// <param name="context">The security context.</param>
    public static void CheckContainer(Field context)
    {
        if (!context.IsSet)
        {
            return;
        }

        CheckId(context["runAsUser"]);
        CheckId(context["runAsGroup"]);
        OneOfIfSet(context["procMount"], "Default", "Unmasked");
        CheckProfile(context["seccompProfile"], "seccomp", "seccompProfile");
        CheckProfile(context["appArmorProfile"], "AppArmor", "appArmorProfile");
        if (context["allowPrivilegeEscalation"].IsFalse)
        {
            CheckEscalation(context);
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

        CheckSettings(context["sysctls"]);
        OneOfIfSet(context["fsGroupChangePolicy"], "Always", "OnRootMismatch");
        OneOfIfSet(context["supplementalGroupsPolicy"], "Merge", "Strict");
        OneOfIfSet(context["seLinuxChangePolicy"], "MountOption", "Recursive");
        CheckProfile(context["seccompProfile"], "seccomp", "seccompProfile");
        CheckProfile(context["appArmorProfile"], "AppArmor", "appArmorProfile");
    }

    private static void CheckEscalation(Field context)
    {
        const string Type = "SecurityContext";
        if (context["privileged"].IsTrue)
        {
            context.Invalid(
                InnerForm.Of(context.Value, Type),
                "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }

        if (context["capabilities"]["add"].Items().Any(c => c.Text == "CAP_SYS_ADMIN"))
        {
            context.Invalid(
                InnerForm.Of(context.Value, Type),
                "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    private static void CheckProfile(Field profile, string name, string field)
    {
        if (!profile.IsSet)
        {
            return;
        }

        var (type, local) = (profile["type"], profile["localhostProfile"]);
        if (type.Text.Length == 0)
        {
            type.Required($"type is required when {field} is set");
        }
        else if (!Profiles.Contains(type.Text))
        {
            type.Unsupported(type.Text, Profiles);
        }

        if (type.Text != "Localhost")
        {
            if (local.IsSet)
            {
                local.Invalid($"can only be set when {name} type is Localhost");
            }
        }
        else if (!local.IsSet)
        {
            local.Required($"must be set when {name} type is Localhost");
        }
        else
        {
            NameChecks.RelativePath(local, local.Text);
        }
    }

    private static void CheckSettings(Field settings)
    {
        var names = new NameSet();
        foreach (var name in settings.Items().Select(s => s["name"]))
        {
            if (name.Text.Length == 0)
            {
                name.Required();
            }
            else if (name.Text.Length > LongestSetting || !Setting().IsMatch(name.Text))
            {
                name.Invalid(SettingRule);
            }
            else if (!names.Add(name.Text))
            {
                name.Duplicate(name.Text);
            }
        }
    }

    private static void OneOfIfSet(Field field, params ReadOnlySpan<string> values)
    {
        if (field.IsSet && !values.Contains(field.Text))
        {
            field.Unsupported(field.Text, values);
        }
    }

    private static void CheckId(Field id)
    {
        if (id.Number is < 0 or > int.MaxValue)
        {
            id.Invalid("must be between 0 and 2147483647, inclusive");
        }
    }

    [GeneratedRegex(@"^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Setting();
}
