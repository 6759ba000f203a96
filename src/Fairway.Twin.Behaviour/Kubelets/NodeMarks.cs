using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>What annotations say about the simulation of a node. The API shows heartbeats by the same ones.</summary>
internal static class NodeMarks
{
    /// <summary>Annotation of the nodes whose kubelet is simulated; anybody may put it on a node.</summary>
    public const string Simulated = "twin.fairway.dev/simulated";

    /// <summary>Annotation of nodes whose kubelet is silent: since when. Anybody may put it on a simulated
    /// node.</summary>
    public const string DarkSince = "twin.fairway.dev/dark-since";

    /// <summary>Annotation beside it: the behaviour that has made the node dark, and will bring it back.</summary>
    public const string DarkBy = "twin.fairway.dev/dark-by";

    public static bool IsSimulated(NodeView node) => node.Meta.Annotations[Simulated] == "true";

    /// <summary>Since when the node is dark; null where it is not, or not yet.</summary>
    public static DateTimeOffset? DarkAt(NodeView node, DateTimeOffset now) =>
        node.Meta.Annotations[DarkSince] is { } text && DateTimeOffset.TryParse(
            text,
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal,
            out var since) && since <= now ? since : null;
}
