using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>What upstream asserts of whoever keeps replicas by a selector.</summary>
internal static class Adoptions
{
    /// <summary>A pod that is there before its controller becomes its own; with another label it is let go, and
    /// replaced.</summary>
    public static async Task CheckAsync(AppsScene scene, string collection)
    {
        var orphan = await scene.MakeAsync(scene.Pods, Workload.Pod("orphan", "web"));
        var isSimple = collection.EndsWith("/replicationcontrollers", StringComparison.Ordinal);
        await scene.MakeAsync(
            collection,
            isSimple ? ReplicationControllerTests.Body("web", 1) : Workload.Of("web", spec: """ "replicas":1 """));

        var adopted = await scene.UntilAsync($"{scene.Pods}/orphan", p => p.Controller() == "web");
        Assert.Equal(orphan.Uid(), adopted.Uid());
        // A controller that had not seen it yet has made one more, and takes the younger away.
        await scene.UntilAllAsync(scene.Pods, pods => pods.Count == 1);

        await scene.PatchAsync($"{scene.Pods}/orphan", """{"metadata":{"labels":{"app":"not-web"}}}""");
        var released = await scene.UntilAsync($"{scene.Pods}/orphan", p => p.Controller() is null);
        Assert.Equal(orphan.Uid(), released.Uid());
        await scene.UntilAllAsync($"{scene.Pods}?labelSelector=app%3Dweb", pods => pods.Count == 1);
    }
}
