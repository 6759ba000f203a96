using System.Collections.Immutable;
using Fairway.Kube;

namespace Fairway.Twin.Behaviour.Namespaces;

/// <summary>What is left of one resource in a namespace.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Count">How many objects there are.</param>
/// <param name="NotDeleting">How many of them nobody has asked to go.</param>
/// <param name="Finalizers">Finalizers of the objects, one entry each time one occurs.</param>
internal sealed record NamespaceContent(
    KubeResource Resource, int Count, int NotDeleting, ImmutableArray<string> Finalizers);

/// <summary>A namespace that is going, and what is in it.</summary>
internal sealed record NamespaceObservation(
    NamespaceView Namespace, ImmutableArray<NamespaceContent> Contents, DateTimeOffset Now);
