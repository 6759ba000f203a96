using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A term of a node affinity: all its requirements must hold. A term without any matches no node.</summary>
internal sealed record NodeTerm(ImmutableArray<Requirement> Labels, ImmutableArray<Requirement> Fields)
{
    public static NodeTerm Read(JsonElement element) => new(
        [.. element.Items("matchExpressions").Select(Requirement.Read)],
        [.. element.Items("matchFields").Select(Requirement.Read)]);

    public bool Matches(NodeView node)
    {
        if (Labels.IsEmpty && Fields.IsEmpty)
        {
            return false;
        }

        return Labels.All(r => r.Matches(node.Meta.Labels[r.Key]))
            && Fields.All(r => r.Key == "metadata.name" && r.Matches(node.Meta.Name));
    }
}
