using System.Text.Json.Nodes;
using Fairway.Conformance.Kubectl;

namespace Fairway.Conformance.Merging;

/// <summary>kubectl's client-side apply.</summary>
internal sealed class KubectlWay(KubectlSession kubectl) : IMergeWay
{
    public string Namespace => kubectl.Namespace;

    public Task ApplyAsync(IReadOnlyList<DrawnStory> stories) => ApplyAsync(stories.Select(story => story.Recorded));

    public Task AdvanceAsync(IReadOnlyList<DrawnStory> stories) => ApplyAsync(stories.Select(story => story.Target));

    private Task ApplyAsync(IEnumerable<JsonObject> objects) => kubectl.DoAsync(
        "apply -f -",
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. objects.Select(one => one.DeepClone())]),
        }.ToJsonString());
}
