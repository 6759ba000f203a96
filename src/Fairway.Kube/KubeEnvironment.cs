using Fairway.Kube.Hooks;
using Fairway.Kube.Timing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fairway.Kube;

/// <summary>What the runtime takes from outside: time, chance, and a place for its log. Nothing in it is
/// ambient.</summary>
public sealed record KubeEnvironment(TimeProvider Time, Jitter Jitter, ILoggerFactory Logs)
{
    /// <summary>Who is told of dequeues and of deltas; null for nobody.</summary>
    public IHookPoints? Hooks { get; init; }

    /// <summary>For how long a watch is asked for at most. A server ends it by itself then, so that a connection that
    /// has died unnoticed is missed soon after.</summary>
    public TimeSpan WatchFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>With chance from <paramref name="seed"/>, and no log.</summary>
    public static KubeEnvironment Of(TimeProvider time, int seed) =>
        new(time, new Jitter(new Random(seed)), NullLoggerFactory.Instance);
}
