using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>Everything that a decision about a Service's Endpoints rests on.</summary>
/// <param name="Service">The Service; null where it is gone.</param>
/// <param name="Pods">The pods that it selects, by name.</param>
/// <param name="Current">The Endpoints of its name; null where there are none.</param>
internal sealed record EndpointsObservation(
    ServiceView? Service, ImmutableArray<BackingPod> Pods, EndpointsView? Current);
