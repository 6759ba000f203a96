using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>What controllers keep of an Endpoints object.</summary>
internal sealed record EndpointsView : IObjectView
{
    public const string ManagerLabel = "endpoints.kubernetes.io/managed-by";
    public const string Manager = "endpoint-controller";
    public const string OverCapacity = "endpoints.kubernetes.io/over-capacity";
    public const string ChangeTime = "endpoints.kubernetes.io/last-change-trigger-time";
    public const string Leader = "control-plane.alpha.kubernetes.io/leader";
    public const string SkipMirror = "endpointslice.kubernetes.io/skip-mirror";

    public required ObjectMeta Meta { get; init; }

    public ImmutableArray<EndpointSubset> Subsets { get; init; } = [];

    public static EndpointsView Read(JsonElement endpoints) => new()
    {
        Meta = ObjectMeta.Read(endpoints),
        Subsets = [.. endpoints.Items("subsets").Select(EndpointSubset.Read)],
    };
}
