using System.Text.Json;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.CustomResources;

/// <summary>What the controllers keep of a definition of custom resources.</summary>
internal sealed record DefinitionView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    /// <summary>The resource in the first version that is served; null where none is, or not yet.</summary>
    public KubeResource? Resource { get; init; }

    public static DefinitionView Read(JsonElement definition)
    {
        var meta = ObjectMeta.Read(definition);
        return new DefinitionView { Meta = meta, Resource = ReadResource(definition) };
    }

    private static KubeResource? ReadResource(JsonElement definition)
    {
        var (spec, status) = (definition.Child("spec"), definition.Child("status"));
        var names = status.Child("acceptedNames");
        var isEstablished = status.Items("conditions")
            .Any(c => c.Text("type") == "Established" && c.Text("status") == "True");
        var version = spec.Items("versions").Where(v => v.Flag("served")).Select(v => v.Text("name")).FirstOrDefault();
        return isEstablished && version is not null
            && spec.Text("group") is { } group && names.Text("plural") is { } plural && names.Text("kind") is { } kind
                ? new KubeResource(group, version, plural, kind, spec.Text("scope") == "Namespaced")
                : null;
    }
}
