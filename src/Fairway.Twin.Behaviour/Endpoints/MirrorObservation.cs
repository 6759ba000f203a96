using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>Everything that a decision about mirrored slices rests on.</summary>
/// <param name="Service">The Service of the name; null where there is none.</param>
/// <param name="Endpoints">The Endpoints of the name; null where there are none.</param>
/// <param name="Slices">The mirrored slices that there are.</param>
internal sealed record MirrorObservation(
    ServiceView? Service, EndpointsView? Endpoints, ImmutableArray<SliceView> Slices);
