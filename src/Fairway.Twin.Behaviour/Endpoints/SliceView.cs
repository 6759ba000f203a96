using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>What controllers keep of an EndpointSlice.</summary>
internal sealed record SliceView : IObjectView
{
    public const string ServiceLabel = "kubernetes.io/service-name";
    public const string ManagerLabel = "endpointslice.kubernetes.io/managed-by";
    public const string HeadlessLabel = "service.kubernetes.io/headless";
    public const string Controller = "endpointslice-controller.k8s.io";
    public const string Mirror = "endpointslicemirroring-controller.k8s.io";

    public required ObjectMeta Meta { get; init; }

    public string AddressType { get; init; } = "";

    public ImmutableArray<EndpointPort> Ports { get; init; } = [];

    public ImmutableArray<SliceEndpoint> Endpoints { get; init; } = [];

    public string? Service => Meta.Labels[ServiceLabel];

    public string? Manager => Meta.Labels[ManagerLabel];

    public static SliceView Read(JsonElement slice) => new()
    {
        Meta = ObjectMeta.Read(slice),
        AddressType = slice.Text("addressType") ?? "",
        Ports = [.. slice.Items("ports").Select(EndpointPort.Read)],
        Endpoints = [.. slice.Items("endpoints").Select(SliceEndpoint.Read)],
    };
}
