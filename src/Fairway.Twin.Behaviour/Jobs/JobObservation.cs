using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Everything that a decision about a Job rests on.</summary>
/// <param name="Job">The Job.</param>
/// <param name="Candidates">Pods of the namespace that it owns, or that its selector matches.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record JobObservation(JobView Job, ImmutableArray<PodView> Candidates, DateTimeOffset Now)
{
    /// <summary>When pods were first seen to have failed, by uid: some do not tell when they ended.</summary>
    public ImmutableDictionary<string, DateTimeOffset> SeenFailed { get; init; } =
        ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>False to count only: the API server has just refused a pod.</summary>
    public bool MayAct { get; init; } = true;
}
