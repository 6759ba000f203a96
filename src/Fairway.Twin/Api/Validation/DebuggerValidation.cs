using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Ephemeral containers: added to a pod that runs, never changed or taken away.</summary>
internal static class DebuggerValidation
{
    private const string Type = "EphemeralContainer";

    private static readonly string[] Disallowed =
    [
        "ports", "resources", "resizePolicy", "restartPolicy", "restartPolicyRules", "livenessProbe", "readinessProbe",
        "startupProbe", "lifecycle",
    ];

    /// <param name="spec">Of the pod.</param>
    public static void Check(Field spec)
    {
        var (names, targets) = (new NameSet(), new NameSet());
        foreach (var container in spec["containers"].Items())
        {
            names.Add(container.TextOf("name"));
            targets.Add(container.TextOf("name"));
        }

        foreach (var container in spec["initContainers"].Items())
        {
            names.Add(container.TextOf("name"));
        }

        var volumes = new NameSet();
        foreach (var volume in spec["volumes"].Items())
        {
            volumes.Add(volume.TextOf("name"));
        }

        foreach (var debugger in spec["ephemeralContainers"].Items())
        {
            ContainerValidation.CheckCommon(debugger, volumes);
            CheckOne(debugger, names, targets);
        }
    }

    /// <summary>Those that are there stay as they are.</summary>
    public static void Keep(Field debuggers, JsonNode? before)
    {
        foreach (var old in (before as JsonArray ?? []).OfType<JsonObject>())
        {
            var name = ObjectMeta.Text(old, "name");
            var now = debuggers.Items().FirstOrDefault(d => d.TextOf("name") == name);
            if (now is null)
            {
                debuggers.Forbidden($"existing ephemeral containers \"{name}\" may not be removed\n");
            }
            else if (!JsonNode.DeepEquals(now.Value, old))
            {
                var difference = TextDifference.Of(InnerForm.Of(old, Type), InnerForm.Of(now.Value, Type));
                debuggers.Forbidden($"existing ephemeral containers \"{name}\" may not be changed\n{difference}");
            }
        }
    }

    private static void CheckOne(Field debugger, NameSet names, NameSet targets)
    {
        var name = debugger["name"];
        if (name.Text.Length > 0 && !names.Add(name.Text))
        {
            name.Duplicate(name.Text);
        }

        if (debugger["targetContainerName"] is { Text.Length: > 0 } target && !targets.Has(target.Text))
        {
            target.NotFound();
        }

        foreach (var field in Disallowed.Where(f => debugger[f].Count > 0 || debugger.TextOf(f).Length > 0))
        {
            debugger[field].Forbidden("cannot be set for an Ephemeral Container");
        }

        foreach (var mount in debugger["volumeMounts"].Items())
        {
            foreach (var part in ((string[])["subPath", "subPathExpr"]).Where(p => mount.TextOf(p).Length > 0))
            {
                mount[part].Forbidden("cannot be set for an Ephemeral Container");
            }
        }
    }
}
