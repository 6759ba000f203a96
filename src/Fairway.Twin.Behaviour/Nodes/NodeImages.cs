using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Which images nodes have pulled. A node that comes anew has none, and each keeps those that came
/// last.</summary>
internal sealed class NodeImages
{
    private const int Kept = 32;

    private readonly Dictionary<string, ImmutableArray<string>> byNode = new(StringComparer.Ordinal);

    /// <param name="node">Uid of the node.</param>
    /// <param name="image">Name of the image.</param>
    public bool Has(string node, string image) => byNode.TryGetValue(node, out var images) && images.Contains(image);

    /// <summary>Notes that a node has an image now.</summary>
    public void Add(string node, string image)
    {
        var images = byNode.GetValueOrDefault(node, []);
        if (!images.Contains(image))
        {
            byNode[node] = [.. images.TakeLast(Kept - 1), string.Intern(image)];
        }
    }
}
