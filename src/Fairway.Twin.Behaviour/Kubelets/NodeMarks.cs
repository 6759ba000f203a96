using System.Globalization;
using Fairway.Kube.Pods.Objects;

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

    /// <summary>Annotation of nodes whose machine has started anew: when.</summary>
    public const string BootedAt = "twin.fairway.dev/booted-at";

    /// <summary>Annotation that names what the node has last said that it is made of.</summary>
    public const string Machine = "twin.fairway.dev/machine";

    public static bool IsSimulated(NodeView node) => node.Meta.Annotations[Simulated] == "true";

    /// <summary>Since when the node is dark; null where it is not, or not yet.</summary>
    public static DateTimeOffset? DarkAt(NodeView node, DateTimeOffset now) =>
        Time(node, DarkSince) is { } since && since <= now ? since : null;

    /// <summary>When the machine last started, as far as anybody has told: containers that ran before do no
    /// more.</summary>
    public static DateTimeOffset? StartedAt(NodeView node) => Time(node, BootedAt);

    private static DateTimeOffset? Time(NodeView node, string annotation) =>
        node.Meta.Annotations[annotation] is { } text && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
