using System.Text.Json.Nodes;

namespace Fairway.Simulation.Clusters;

/// <summary>What users do in the end, so that what they want can be had.</summary>
internal static class Repair
{
    private const string Image = "good:9";

    private const string Template = $$"""
        {"spec":{"template":{"spec":{"containers":[{"name":"c","image":"{{Image}}","resources":null}]} } } }
        """;

    public static async Task DoAsync(ClusterRun run)
    {
        await NodesAsync(run);
        await PatchAsync(run, "resourcequotas", "resourcequotas", """{"spec":{"hard":{"pods":"1000"} } }""");
        await PatchAsync(run, "cronjobs", "cronjobs.batch", """{"spec":{"suspend":true} }""");
        foreach (var kind in new[] { "deployments", "statefulsets", "daemonsets" })
        {
            await PatchAsync(run, kind, $"{kind}.apps", Template);
        }

        await PatchAsync(run, "deployments", "deployments.apps", """{"spec":{"paused":false} }""");
        await PatchAsync(run, "statefulsets", "statefulsets.apps", """
            {"spec":{"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":0} } } }
            """);
        await AbandonedAsync(run, "replicasets.apps", "replicasets");
        await AbandonedAsync(run, "pods", "pods");
        await StuckAsync(run);
    }

    private static async Task NodesAsync(ClusterRun run)
    {
        await run.LightenAsync();
        for (var more = 0; run.World.All("nodes").Count() < ClusterRun.Nodes; more++)
        {
            await run.AddNodeAsync($"spare-{more}");
        }

        foreach (var node in run.World.All("nodes").Select(one => (string)one["metadata"]!["name"]!).ToArray())
        {
            await run.CordonAsync(node, false);
        }
    }

    /// <summary>What a deletion left behind, and nobody took.</summary>
    private static async Task AbandonedAsync(ClusterRun run, string resource, string kind)
    {
        foreach (var one in run.World.All(resource).ToArray())
        {
            if (one["metadata"]!["ownerReferences"] is not JsonArray { Count: > 0 })
            {
                await run.DeleteAsync(Manifests.PathOf(kind, one));
            }
        }
    }

    /// <summary>A StatefulSet waits for ever for a pod of a broken revision; its documentation tells users to delete
    /// it.</summary>
    public static async Task StuckAsync(ClusterRun run)
    {
        foreach (var pod in run.World.All("pods").ToArray())
        {
            if ((string?)pod["metadata"]!["ownerReferences"]?[0]?["kind"] == "StatefulSet"
                && (string?)pod["spec"]!["containers"]![0]!["image"] is "bad:1" or "crash:1")
            {
                await run.DeleteAsync(Manifests.PathOf("pods", pod));
            }
        }
    }

    private static async Task PatchAsync(ClusterRun run, string kind, string resource, string body)
    {
        foreach (var one in run.World.All(resource).ToArray())
        {
            await run.PatchAsync(Manifests.PathOf(kind, one), body);
        }
    }
}
