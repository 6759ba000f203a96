namespace Fairway.Releases.Clusters;

/// <summary>Something that holds a Release in a cluster from outside.</summary>
/// <param name="Reason">One of <see cref="Api.Releases.ClusterReleaseReasons"/>.</param>
/// <param name="Message">The same in one sentence.</param>
/// <param name="Extent">How much is held.</param>
internal sealed record ClusterHold(string Reason, string Message, HoldExtent Extent)
{
    /// <summary>When to look again, where nothing wakes us; null: something will.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether a gate says so, whose evidence is kept.</summary>
    public bool IsGate { get; init; }
}

/// <summary>How much is held.</summary>
internal enum HoldExtent
{
    /// <summary>Nothing new begins: no change, no step. What was granted is finished.</summary>
    NewSteps,

    /// <summary>Nothing is done, and no permit is renewed.</summary>
    Everything,

    /// <summary>As everything; and what goes on by an earlier permit is halted at once.</summary>
    HaltsRollouts,
}
