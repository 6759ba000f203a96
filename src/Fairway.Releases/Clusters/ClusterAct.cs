namespace Fairway.Releases.Clusters;

/// <summary>One act of a Release in a cluster, and why. Acts are done in order; the first that is not done ends
/// them.</summary>
internal abstract record ClusterAct(string Why)
{
    /// <summary>Stores what gates saw, those that decide so for the first time.</summary>
    public sealed record KeepEvidence(IReadOnlyList<GateFinding> Findings, string Why) : ClusterAct(Why);

    /// <summary>Records in the MetaDB, under our epoch, what is about to be brought.</summary>
    public sealed record RecordIntent(string Why) : ClusterAct(Why);

    /// <summary>Brings the configuration, with the brakes on; nothing but what is approved.</summary>
    public sealed record Configure(IReadOnlySet<string> Approved, string Why) : ClusterAct(Why);

    /// <summary>Records that the configuration was brought whole, and makes the ClusterComponent say so.</summary>
    public sealed record RecordApplied(string Why) : ClusterAct(Why);

    /// <summary>Grants a step, or renews its permit.</summary>
    public sealed record Grant(int Step, DateTimeOffset Until, string Why) : ClusterAct(Why);

    /// <summary>Does what is to be done when everything is rolled out, before the gates look.</summary>
    public sealed record Finish(string Why) : ClusterAct(Why);

    /// <summary>Halts what goes on by an earlier permit.</summary>
    public sealed record Halt(string Why) : ClusterAct(Why);

    /// <summary>Records that the target passed its checks, and makes the ClusterComponent say so.</summary>
    public sealed record RecordGood(string Why) : ClusterAct(Why);

    /// <summary>Makes the ClusterComponent say that the Release failed.</summary>
    public sealed record MarkFailed(string Reason, string Why) : ClusterAct(Why);
}
