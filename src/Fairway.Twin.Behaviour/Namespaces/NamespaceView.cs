using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Namespaces;

/// <summary>What the controllers keep of a namespace.</summary>
internal sealed record NamespaceView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    /// <summary>spec.finalizers: who must agree before the namespace goes.</summary>
    public ImmutableArray<string> Holders { get; init; } = [];

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    public static NamespaceView Read(JsonElement ns) => new()
    {
        Meta = ObjectMeta.Read(ns),
        Holders = ns.Child("spec")?.Texts("finalizers") ?? [],
        Conditions = Condition.ReadAll(ns.Child("status")),
    };
}
