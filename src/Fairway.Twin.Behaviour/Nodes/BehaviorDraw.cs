using System.Collections.Immutable;
using Fairway.Api.Twins;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Resources;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>What behaviors say of one container, drawn: for each part the first that says it.</summary>
internal static class BehaviorDraw
{
    /// <param name="ordered">Behaviors, those that decide first; see <see cref="BehaviorOrder"/>.</param>
    /// <param name="subject">The container.</param>
    /// <param name="usual">How it behaves where nobody says anything.</param>
    /// <param name="seed">The cluster's.</param>
    public static PodBehaviour Of(
        ImmutableArray<BehaviorView<PodBehaviorSpec>> ordered, BehaviorSubject subject, PodBehaviour usual, int seed)
    {
        var said = ordered.Where(behavior =>
            BehaviorMatch.Covers(behavior.Spec!.Selector, behavior.Meta.Name, subject, seed))
            .Select(behavior => behavior.Spec!)
            .ToImmutableArray();
        if (said.IsEmpty)
        {
            return usual;
        }

        var (pod, run) = (subject.Pod.Meta, subject.Run);
        var name = $"{pod.Namespace}/{pod.Name}/{run.Spec.Name}";
        return new Draw(said, seed, name, run).All(usual);
    }

    /// <summary>The draws of one run of one container.</summary>
    private sealed record Draw(ImmutableArray<PodBehaviorSpec> Said, int Seed, string Name, ContainerRun Run)
    {
        public PodBehaviour All(PodBehaviour usual)
        {
            var drawn = usual with
            {
                Start = Time(First(s => s.Start), "start") ?? usual.Start,
                PostStart = Time(First(s => s.PostStart), "postStart") ?? usual.PostStart,
                Ready = Time(First(s => s.Ready), "ready") ?? usual.Ready,
                PreStop = Time(First(s => s.PreStop), "preStop") ?? usual.PreStop,
                Stop = Time(First(s => s.Stop), "stop") ?? usual.Stop,
                Usage = First(s => s.Usage) ?? usual.Usage,
                LivenessFailsAfter = First(s => s.Liveness) is { } liveness
                    ? OfRun(liveness.FailsAfter, "liveness")
                    : usual.LivenessFailsAfter,
            };
            return WithMemory(WithRun(WithReadiness(WithPull(drawn))));
        }

        private PodBehaviour WithPull(PodBehaviour drawn) =>
            First(s => s.ImagePull) is not { } pull ? drawn : drawn with
            {
                ImagePull = Time(pull.Time, "imagePull") ?? drawn.ImagePull,
                PullFails = pull.Failure is not null,
                PullFailure = pull.Failure ?? default,
                PullFailsFor = Time(pull.FailsFor, "pullFailsFor"),
                ImageIsPresent = pull.Present,
            };

        private PodBehaviour WithReadiness(PodBehaviour drawn) =>
            First(s => s.Readiness) is not { } readiness ? drawn : drawn with
            {
                BecomesReady = !readiness.Never,
                ReadinessFailsAfter = OfRun(readiness.FailsAfter, "readinessFailsAfter"),
                ReadinessFailsFor = OfRun(readiness.FailsFor, "readinessFailsFor"),
                ReadinessRepeats = readiness.Repeats,
            };

        private PodBehaviour WithRun(PodBehaviour drawn)
        {
            if (First(s => s.Run) is not { } run)
            {
                return drawn;
            }

            if (run.Times is { } times && Run.Number >= times)
            {
                return Run.Role == ContainerRole.Init ? drawn.AsInit() : drawn with { EndsAfter = null };
            }

            return drawn with
            {
                EndsAfter = OfRun(run.After, "run") ?? TimeSpan.Zero,
                ExitCode = run.ExitCode,
                EndMessage = run.Message ?? "",
            };
        }

        private PodBehaviour WithMemory(PodBehaviour drawn) =>
            First(s => s.Memory) is not { } memory ? drawn : drawn with
            {
                MemoryAtStart = Quantity.Units(memory.Start),
                MemoryPerMinute = Quantity.Units(memory.GrowthPerMinute),
            };

        // What a pod is like: the same in each of a container's runs.
        private TimeSpan? Time(TimeDistribution? times, string part) =>
            times is null ? null : Chance.Draw(times, Seed, $"{Name}/{part}");

        // What happens to a container: drawn anew for each of its runs.
        private TimeSpan? OfRun(TimeDistribution? times, string part) =>
            Time(times, $"{part}/{Run.Number}");

        private T? First<T>(Func<PodBehaviorSpec, T?> part)
            where T : class => Said.Select(part).FirstOrDefault(found => found is not null);
    }
}
