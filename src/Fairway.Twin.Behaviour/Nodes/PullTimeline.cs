namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Where a pull is at a moment.</summary>
/// <param name="Phase">What is going on.</param>
/// <param name="Until">When that is over; for <see cref="PullPhase.Done"/>, since when.</param>
internal readonly record struct PullState(PullPhase Phase, DateTimeOffset Until);

/// <summary>What is going on with a pull.</summary>
internal enum PullPhase
{
    Pulling,
    Failed,
    BackingOff,
    Done,
}

/// <summary>The tries of a pull, one after the other: where it fails, it is tried again after 10 s, then after twice
/// as long each time, up to 5 minutes.</summary>
internal static class PullTimeline
{
    // A node looks again a moment after a failure, and finds that it is not yet time.
    private static readonly TimeSpan ToldAsFailed = TimeSpan.FromSeconds(1);

    /// <param name="began">When the first try began.</param>
    /// <param name="behaviour">How long a try takes, and until when tries fail.</param>
    /// <param name="time">How long a try takes; zero where the image is there.</param>
    /// <param name="now">The moment.</param>
    public static PullState At(DateTimeOffset began, PodBehaviour behaviour, TimeSpan time, DateTimeOffset now)
    {
        var tried = began;
        for (var failures = 1; Fails(behaviour, tried - began); failures++)
        {
            var failed = tried + behaviour.ImagePull;
            var next = failed + RestartBackOff.After(failures);
            if (now < failed)
            {
                return new PullState(PullPhase.Pulling, failed);
            }

            if (now < failed + ToldAsFailed)
            {
                return new PullState(PullPhase.Failed, failed + ToldAsFailed);
            }

            if (now < next)
            {
                return new PullState(PullPhase.BackingOff, next);
            }

            tried = next;
        }

        return new PullState(now < tried + time ? PullPhase.Pulling : PullPhase.Done, tried + time);
    }

    private static bool Fails(PodBehaviour behaviour, TimeSpan after) =>
        behaviour.PullFails && (behaviour.PullFailsFor is not { } span || after < span);
}
