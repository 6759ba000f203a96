using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>The specification of a pod, alone or in a template.</summary>
internal static class PodSpecValidation
{
    public static void Check(Field spec)
    {
        var volumes = VolumeValidation.Check(spec["volumes"]);
        ContainerValidation.Check(spec, volumes);
        spec["restartPolicy"].OneOf("Always", "OnFailure", "Never");
        spec["dnsPolicy"].OneOf("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        NameChecks.Labels(spec["nodeSelector"]);
        CheckHostNetwork(spec);
        SecurityValidation.CheckPod(spec["securityContext"]);
        AffinityValidation.Check(spec["affinity"]);
        foreach (var gate in spec["readinessGates"].Items())
        {
            NameChecks.Qualified(gate["conditionType"], gate.TextOf("conditionType"));
        }

        CheckSchedulingGates(spec["schedulingGates"]);
        SchedulingValidation.CheckSpread(spec["topologySpreadConstraints"]);
        CheckName(spec, "serviceAccountName", NameRules.Subdomain);
        CheckName(spec, "nodeName", NameRules.Subdomain);
        if (spec["activeDeadlineSeconds"] is { Number: < 1 or > int.MaxValue } deadline)
        {
            deadline.Invalid("must be between 1 and 2147483647, inclusive");
        }

        CheckName(spec, "hostname", NameRules.Label);
        CheckName(spec, "subdomain", NameRules.Label);
        SchedulingValidation.CheckTolerations(spec["tolerations"]);
        CheckName(spec, "priorityClassName", NameRules.Subdomain);
        CheckName(spec, "runtimeClassName", NameRules.Subdomain);
        if (spec.TextOf("preemptionPolicy").Length > 0)
        {
            spec["preemptionPolicy"].OneOf("Never", "PreemptLowerPriority");
        }
    }

    private static void CheckName(Field spec, string field, Func<string, string?> rule)
    {
        var name = spec.TextOf(field);
        if (name.Length > 0)
        {
            spec[field].Check(rule(name));
        }
    }

    private static void CheckHostNetwork(Field spec)
    {
        if (!spec["hostNetwork"].IsTrue)
        {
            return;
        }

        foreach (var port in spec["containers"].Items().SelectMany(c => c["ports"].Items()))
        {
            if (port["hostPort"].Number != port["containerPort"].Number)
            {
                port["containerPort"].Invalid("must match `hostPort` when `hostNetwork` is true");
            }
        }
    }

    private static void CheckSchedulingGates(Field gates)
    {
        var names = new NameSet();
        foreach (var gate in gates.Items())
        {
            var name = gate.TextOf("name");
            NameChecks.Qualified(gate, name);
            if (!names.Add(name))
            {
                gate.Duplicate(name);
            }
        }
    }
}
