using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>A RuntimeClass that a cluster has from its start: a way to run containers, such as in a virtual machine of
/// their own.</summary>
/// <param name="Name">Its name, which pods give.</param>
/// <param name="Handler">The runtime's name for it.</param>
public sealed record RuntimeClassProfile(string Name, string Handler)
{
    /// <summary>Labels of the nodes that have it.</summary>
    public ImmutableSortedDictionary<string, string> NodeSelector { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What each pod takes of its node beside its containers, by resource.</summary>
    public ImmutableSortedDictionary<string, string> Overhead { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
