using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>Kinds that keep pods running.</summary>
internal static class WorkloadDefaults
{
    public static void Apply(string kind, JsonObject workload)
    {
        if (workload.Child("spec") is not { } spec)
        {
            return;
        }

        PodDefaults.ApplyToTemplate(spec);
        switch (kind)
        {
            case "Deployment":
                ApplyRolling(spec.Need("strategy"), ("maxUnavailable", "25%"), ("maxSurge", "25%"));
                break;
            case "DaemonSet":
                ApplyRolling(spec.Need("updateStrategy"), ("maxUnavailable", 1L), ("maxSurge", 0L));
                break;
            case "StatefulSet":
                ApplyRolling(spec.Need("updateStrategy"), ("partition", 0L));
                NameClaimTemplates(spec);
                break;
            default:
                break;
        }
    }

    /// <summary>The selector and the labels come from the template.</summary>
    public static void ApplyToReplicationController(JsonObject controller)
    {
        var spec = controller.Need("spec");
        PodDefaults.ApplyToTemplate(spec);
        if (spec.Child("template")?.Child("metadata")?.Child("labels") is not { Count: > 0 } labels)
        {
            return;
        }

        Copy(labels, spec, "selector");
        Copy(labels, controller.Need("metadata"), "labels");
    }

    internal static void Copy(JsonObject labels, JsonObject target, string key)
    {
        if (target.Child(key) is not { Count: > 0 })
        {
            target[key] = labels.DeepClone();
        }
    }

    private static void ApplyRolling(JsonObject strategy, params ReadOnlySpan<(string Key, JsonNode Value)> places)
    {
        if (strategy.Text("type") != "RollingUpdate")
        {
            return;
        }

        var rolling = strategy.Need("rollingUpdate");
        foreach (var (key, value) in places)
        {
            rolling.Default(key, value);
        }
    }

    private static void NameClaimTemplates(JsonObject spec)
    {
        foreach (var claim in spec.Each("volumeClaimTemplates"))
        {
            claim["apiVersion"] = "v1";
            claim["kind"] = "PersistentVolumeClaim";
        }
    }
}
