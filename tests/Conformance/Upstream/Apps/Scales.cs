using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>What upstream asserts of every workload's scale.</summary>
internal static class Scales
{
    /// <summary>Reads, replaces and patches the scale of a workload of one replica.</summary>
    public static async Task CheckAsync(AppsScene scene, string path)
    {
        var scale = await scene.GetAsync($"{path}/scale");
        Assert.Equal(("Scale", 1), ((string?)scale["kind"], (int?)scale["spec"]!["replicas"]));

        scale["metadata"]!["resourceVersion"] = null;
        scale["spec"]!["replicas"] = 2;
        var put = await scene.PutAsync($"{path}/scale", scale);
        Assert.Equal(2, (int?)put["spec"]!["replicas"]);
        Assert.Equal(2, (int?)(await scene.GetAsync(path))["spec"]!["replicas"]);

        var patched = await scene.PatchAsync($"{path}/scale", """{"spec":{"replicas":4}}""", AppsScene.Merge);
        Assert.Equal(4, (int?)patched["spec"]!["replicas"]);
        Assert.Equal(4, (int?)(await scene.GetAsync(path))["spec"]!["replicas"]);
        await scene.UntilAsync(path, w => w.Status("readyReplicas") == 4);
    }
}
