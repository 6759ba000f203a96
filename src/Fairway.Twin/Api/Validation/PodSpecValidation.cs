using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>The specification of a pod, alone or in a template.</summary>
internal static class PodSpecValidation
{
    /// <summary>Checks that of a pod.</summary>
    public static void Check(Field spec) => Check(spec, inTemplate: false);

    /// <summary>Checks that of a template, whose pods get some of their defaults when they are made.</summary>
    public static void CheckTemplate(Field spec) => Check(spec, inTemplate: true);

    private static void Check(Field spec, bool inTemplate)
    {
        var volumes = VolumeValidation.Check(spec["volumes"]);
        ContainerValidation.Check(spec, volumes);
        spec["restartPolicy"].OneOf("Always", "OnFailure", "Never");
        spec["dnsPolicy"].OneOf("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        NameChecks.Labels(spec["nodeSelector"]);
        CheckHostNetwork(spec, inTemplate);
        SecurityValidation.CheckPod(spec["securityContext"]);
        AffinityValidation.Check(spec["affinity"]);
        PodNetworkValidation.CheckNames(spec);
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
        PodNetworkValidation.CheckAliases(spec["hostAliases"]);
        CheckName(spec, "priorityClassName", NameRules.Subdomain);
        CheckName(spec, "runtimeClassName", NameRules.Subdomain);
        if (spec.TextOf("preemptionPolicy").Length > 0)
        {
            spec["preemptionPolicy"].OneOf("Never", "PreemptLowerPriority");
        }

        CheckOverhead(spec);
        CheckSystem(spec["os"]);
    }

    /// <summary>What only a pod itself is checked for, when it is made.</summary>
    public static void CheckNew(Field spec)
    {
        if (spec["ephemeralContainers"].Count > 0)
        {
            spec["ephemeralContainers"].Forbidden("cannot be set on create");
        }

        if (spec.TextOf("nodeName").Length > 0 && spec["schedulingGates"].Count > 0)
        {
            spec["nodeName"].Forbidden("cannot be set until all schedulingGates have been cleared");
        }
    }

    private static void CheckOverhead(Field spec)
    {
        if (spec.Has("overhead"))
        {
            var limits = new JsonObject { ["limits"] = spec["overhead"].Value!.DeepClone() };
            ResourceValidation.Check(spec.Beside("overhead", limits));
        }
    }

    private static void CheckSystem(Field system)
    {
        if (!system.IsSet)
        {
            return;
        }

        if (system.TextOf("name").Length == 0)
        {
            system["name"].Required("cannot be empty");
        }
        else if (system.TextOf("name") is not ("linux" or "windows"))
        {
            system.Unsupported(system.TextOf("name"), "linux", "windows");
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

    private static void CheckHostNetwork(Field spec, bool inTemplate)
    {
        if (!spec["hostNetwork"].IsTrue)
        {
            return;
        }

        foreach (var port in spec["containers"].Items().SelectMany(c => c["ports"].Items()))
        {
            var isLeftOpen = inTemplate && (port["hostPort"].Number ?? 0) == 0;
            if (!isLeftOpen && port["hostPort"].Number != port["containerPort"].Number)
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
