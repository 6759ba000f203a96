using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>The object behind an endpoint, mostly a pod.</summary>
internal sealed record EndpointTarget(string Kind, string Namespace, string Name, string Uid)
{
    public static EndpointTarget? Read(JsonElement? element) => element is null
        ? null
        : new EndpointTarget(
            element.Text("kind") ?? "",
            element.Text("namespace") ?? "",
            element.Text("name") ?? "",
            element.Text("uid") ?? "");

    public static EndpointTarget Of(PodView pod) =>
        new("Pod", pod.Meta.Namespace ?? "", pod.Meta.Name, pod.Meta.Uid);

    public JsonObject ToJson()
    {
        var target = new JsonObject();
        target.SetUnlessEmpty("kind", Kind);
        target.SetUnlessEmpty("namespace", Namespace);
        target.SetUnlessEmpty("name", Name);
        target.SetUnlessEmpty("uid", Uid);
        return target;
    }
}
