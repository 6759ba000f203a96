namespace Fairway.Twin.Api.Validation;

/// <summary>What happens to a container whose resources change while it runs.</summary>
internal static class ResizeValidation
{
    /// <param name="policies">Of the container.</param>
    /// <param name="isNeverRestarted">Whether the pod's containers run once.</param>
    public static void Check(Field policies, bool isNeverRestarted)
    {
        var resources = new NameSet();
        foreach (var policy in policies.Items())
        {
            var (resource, restart) = (policy.TextOf("resourceName"), policy.TextOf("restartPolicy"));
            if (!resources.Add(resource))
            {
                policy.Duplicate(resource);
            }

            OneOf(policies, resource, "cpu", "memory");
            OneOf(policies, restart, "NotRequired", "RestartContainer");
            if (isNeverRestarted && restart != "NotRequired")
            {
                policies.Invalid(restart, "must be 'NotRequired' when `restartPolicy` is 'Never'");
            }
        }
    }

    /// <summary>The reference server names the list, not the policy.</summary>
    private static void OneOf(Field policies, string value, params ReadOnlySpan<string> values)
    {
        if (value.Length == 0)
        {
            policies.Required();
        }
        else if (!values.Contains(value))
        {
            policies.Unsupported(value, values);
        }
    }
}
