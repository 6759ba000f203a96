using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Remembers when pods were first seen to have failed that do not tell it themselves.</summary>
internal sealed class FailureMemory
{
    private readonly Dictionary<ObjectKey, ImmutableDictionary<string, DateTimeOffset>> jobs = [];

    public ImmutableDictionary<string, DateTimeOffset> Note(
        ObjectKey job, IEnumerable<PodView> pods, DateTimeOffset now)
    {
        var known = jobs.GetValueOrDefault(job, ImmutableDictionary<string, DateTimeOffset>.Empty);
        foreach (var pod in pods.Where(p => p.Phase == PodPhase.Failed && JobPod.EndOf(p) is null))
        {
            known = known.ContainsKey(pod.Meta.Uid) ? known : known.Add(pod.Meta.Uid, now);
        }

        if (!known.IsEmpty)
        {
            jobs[job] = known;
        }

        return known;
    }

    public void Forget(ObjectKey job) => jobs.Remove(job);
}
