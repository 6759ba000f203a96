using Fairway.Api.Releases;

namespace Fairway.Releases.CatchUps;

/// <summary>A cluster that missed a Release which is through, as it is seen now.</summary>
internal sealed record MissedSight
{
    /// <summary>What is stored of it.</summary>
    public required MissedCluster Known { get; init; }

    /// <summary>True only where the API server says that the Cluster is deleted or is being deleted.</summary>
    public bool IsGone { get; init; }

    /// <summary>Whether its API answers, as the one that is recorded.</summary>
    public bool Answers { get; init; }

    /// <summary>The stage of the pipeline, as that is now, that would have it; null for none.</summary>
    public Stage? Stage { get; init; }

    /// <summary>0 to 9; the important come last.</summary>
    public int Importance { get; init; }

    /// <summary>The Release that came after this one there, with every component that this one still owed; null for
    /// none.</summary>
    public string? Later { get; init; }

    /// <summary>A Release that is gone, and brought there what the cluster has: whether that is newer is not known;
    /// null for none.</summary>
    public string? Forgotten { get; init; }

    /// <summary>The Release that has one of its components, or waits for it, or must catch up first; null for
    /// none.</summary>
    public string? AtWork { get; init; }

    /// <summary>The Release that was made for it last; null where there is none.</summary>
    public Release? Made { get; init; }

    /// <summary>The Release to make, with what it still owes; null where it owes nothing.</summary>
    public Release? Next { get; init; }
}
