using System.Text.Json.Nodes;

namespace Fairway.Simulation.Clusters;

/// <summary>What users do in the end, so that what they want can be had.</summary>
internal static class Repair
{
    private const string Image = "good:9";

    private const string Template = $$"""
        {"spec":{"template":{"spec":{"containers":[{"name":"c","image":"{{Image}}"}]} } } }
        """;

    public static async Task DoAsync(ClusterRun run)
    {
        foreach (var node in Names(run, "nodes"))
        {
            await run.CordonAsync(node, false);
        }

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

    /// <summary>What a deletion left behind, and nobody took.</summary>
    private static async Task AbandonedAsync(ClusterRun run, string resource, string kind)
    {
        foreach (var one in run.World.All(resource).ToArray())
        {
            if (one["metadata"]!["ownerReferences"] is not JsonArray { Count: > 0 })
            {
                await run.DeleteAsync($"{Manifests.PathOf(kind)}/{one["metadata"]!["name"]}");
            }
        }
    }

    /// <summary>A StatefulSet waits for ever for a pod of a broken revision; its documentation tells users to delete
    /// it.</summary>
    private static async Task StuckAsync(ClusterRun run)
    {
        foreach (var pod in run.World.All("pods").ToArray())
        {
            if ((string?)pod["metadata"]!["ownerReferences"]?[0]?["kind"] == "StatefulSet"
                && (string?)pod["spec"]!["containers"]![0]!["image"] is "bad:1" or "crash:1")
            {
                await run.DeleteAsync($"{Manifests.PathOf("pods")}/{pod["metadata"]!["name"]}");
            }
        }
    }

    private static async Task PatchAsync(ClusterRun run, string kind, string resource, string body)
    {
        foreach (var name in Names(run, resource))
        {
            await run.PatchAsync($"{Manifests.PathOf(kind)}/{name}", body);
        }
    }

    private static string[] Names(ClusterRun run, string resource) =>
        [.. run.World.All(resource).Select(one => (string)one["metadata"]!["name"]!)];
}
