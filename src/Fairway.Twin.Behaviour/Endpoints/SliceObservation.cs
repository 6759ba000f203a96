using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>Everything that a decision about a Service's EndpointSlices rests on.</summary>
/// <param name="Service">The Service, which has a selector.</param>
/// <param name="Pods">The pods that it selects, by name.</param>
/// <param name="Slices">The slices that the controller has made for it.</param>
internal sealed record SliceObservation(
    ServiceView Service, ImmutableArray<BackingPod> Pods, ImmutableArray<SliceView> Slices);
