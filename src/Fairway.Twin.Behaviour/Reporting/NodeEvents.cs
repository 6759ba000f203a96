using Fairway.Kube;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

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
