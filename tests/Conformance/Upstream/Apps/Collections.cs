using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>What upstream asserts of lists and of deletes of many.</summary>
internal static class Collections
{
    /// <summary>Makes two, finds them across namespaces by their label, and deletes them together.</summary>
    public static async Task CheckAsync(AppsScene scene, string group, string plural, string spec)
    {
        var label = scene.Namespace;
        var path = $"{group}/namespaces/{scene.Namespace}/{plural}";
        foreach (var name in (string[])["one", "two"])
        {
            await scene.MakeAsync(
                path, Workload.Of(name, spec: spec).Replace(
                    "\"metadata\":{\"name\":\"" + name + "\",\"labels\":{",
                    "\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"of\":\"" + label + "\",",
                    StringComparison.Ordinal));
        }

        Assert.Equal(2, (await scene.ListAsync($"{group}/{plural}?labelSelector=of%3D{label}")).Count);
        await scene.DeleteAsync($"{path}?labelSelector=of%3D{label}");
        await scene.UntilAllAsync($"{path}?labelSelector=of%3D{label}", all => all.Count == 0);
    }
}
