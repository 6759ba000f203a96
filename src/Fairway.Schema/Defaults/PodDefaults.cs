using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>Pods, and the templates of pods in other kinds.</summary>
internal static class PodDefaults
{
    private static readonly string[] ContainerLists = ["containers", "initContainers", "ephemeralContainers"];

    public static void ApplyToPod(JsonObject pod)
    {
        var spec = pod.Need("spec");
        ApplyToSpec(spec);
        spec.Default("enableServiceLinks", JsonValue.Create(true));
        foreach (var container in spec.Each("containers").Concat(spec.Each("initContainers")))
        {
            RequestWhatIsLimited(container);
            if (IsTrue(spec, "hostNetwork"))
            {
                PublishPorts(container);
            }
        }
    }

    /// <summary>The object holds a <c>template</c>.</summary>
    public static void ApplyToTemplate(JsonObject owner)
    {
        if (owner.Child("template")?.Child("spec") is { } spec)
        {
            ApplyToSpec(spec);
        }
    }

    private static void ApplyToSpec(JsonObject spec)
    {
        foreach (var container in ContainerLists.SelectMany(spec.Each))
        {
            var policy = ImageNames.IsLatest(container.Text("image")) ? "Always" : "IfNotPresent";
            container.Default("imagePullPolicy", JsonValue.Create(policy));
        }

        foreach (var volume in spec.Each("volumes"))
        {
            // A volume is its name and one source.
            if (volume.Count <= 1)
            {
                volume["emptyDir"] = new JsonObject();
            }
        }

        MirrorServiceAccount(spec);
    }

    /// <summary>The old name of the field is written beside the new one, which wins.</summary>
    private static void MirrorServiceAccount(JsonObject spec)
    {
        var name = spec.Text("serviceAccountName") is { Length: > 0 } current ? current : spec.Text("serviceAccount");
        if (name.Length > 0)
        {
            spec["serviceAccountName"] = name;
            spec["serviceAccount"] = name;
        }
    }

    private static void RequestWhatIsLimited(JsonObject container)
    {
        if (container.Child("resources")?.Child("limits") is not { } limits)
        {
            return;
        }

        var requests = container.Need("resources").Need("requests");
        foreach (var (name, amount) in limits)
        {
            if (!requests.ContainsKey(name))
            {
                requests[name] = amount!.DeepClone();
            }
        }
    }

    private static void PublishPorts(JsonObject container)
    {
        foreach (var port in container.Each("ports"))
        {
            if (!port.Holds("hostPort") && port["containerPort"] is { } own)
            {
                port["hostPort"] = own.DeepClone();
            }
        }
    }

    private static bool IsTrue(JsonObject owner, string key) =>
        owner[key] is JsonValue value && value.TryGetValue<bool>(out var held) && held;
}
