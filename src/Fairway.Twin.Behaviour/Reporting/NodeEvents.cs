using Fairway.Kube;
using Fairway.Kube.Events;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Reporting;

/// <summary>What happens to nodes, as events.</summary>
internal static class NodeEvents
{
    public static KubeEvent Of(NodeView node, PodEvent happened) =>
        new(
            ObjectReference.To(KubeResources.Nodes, node.Meta.Key, node.Meta.Uid),
            happened.Reason,
            happened.Reason,
            happened.Message)
        {
            IsWarning = happened.Warning,
        };
}
