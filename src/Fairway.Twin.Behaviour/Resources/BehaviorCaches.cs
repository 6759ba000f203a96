using System.Text.Json.Serialization.Metadata;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Twins;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Resources;

/// <summary>The behaviors of a cluster's nodes and pods. Whoever follows one of the caches makes it run: they are none
/// of those that all controllers share, since garbage collection sees these resources by their definitions.</summary>
internal sealed class BehaviorCaches(IKubeApi api, KubeEnvironment environment)
{
    public ObjectCache<BehaviorView<PodBehaviorSpec>> Pods { get; } =
        Make<PodBehavior, PodBehaviorSpec>(api, environment, ApiJson.Default.PodBehaviorSpec);

    public ObjectCache<BehaviorView<NodeBehaviorSpec>> Nodes { get; } =
        Make<NodeBehavior, NodeBehaviorSpec>(api, environment, ApiJson.Default.NodeBehaviorSpec);

    private static ObjectCache<BehaviorView<TSpec>> Make<TKind, TSpec>(
        IKubeApi api, KubeEnvironment environment, JsonTypeInfo<TSpec> type)
        where TKind : FairwayObject
        where TSpec : class =>
        new(
            api,
            FairwayResources.Of<TKind>(),
            Projection.Of<BehaviorView<TSpec>>(obj => BehaviorView<TSpec>.Read(obj, type)),
            environment);
}
