using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>What scheduler and nodes do to pods, one small step at a time, chosen by the test.</summary>
internal static class PodWorld
{
    public static PodView[] Pods(this World world) => world.All(KubeResources.Pods, PodView.Read);

    /// <summary>Brings a pod one step on: to a node, ready, gone. Tells whether there was a step left.</summary>
    public static bool Step(this World world, PodView pod)
    {
        var path = KubeResources.Pods.ObjectPath(pod.Meta.Key);
        if (pod.Meta.IsDeleting)
        {
            world.Remove(path);
            return true;
        }

        if (pod.NodeName is null)
        {
            world.Patch(path, Merge("""{"spec":{"nodeName":"n"},"status":{"phase":"Running"}}"""));
            return true;
        }

        if (pod.IsReady || pod.Spec.Containers.Any(c => c.Image.Contains("broken", StringComparison.Ordinal)))
        {
            return false;
        }

        world.SetReady(pod, true);
        return true;
    }

    public static void SetReady(this World world, PodView pod, bool ready) => world.Patch(
        KubeResources.Pods.ObjectPath(pod.Meta.Key),
        Merge($$"""
            {"status":{"conditions":[{"type":"Ready","status":"{{(ready ? "True" : "False")}}",
              "lastTransitionTime":"{{ApiTime.Text(world.Now)}}"} ] } }
            """));

    public static JsonObject Merge(string json) => (JsonObject)JsonNode.Parse(json)!;
}
