namespace Fairway.Delivery.Records;

/// <summary>What is known of a version on a cluster. The numbers are stored: they do not change.</summary>
public enum RecordMark
{
    /// <summary>It is about to be written to the cluster: recorded before the first write.</summary>
    Intended = 1,

    /// <summary>All of it was written to the cluster.</summary>
    Applied = 2,

    /// <summary>It passed its checks: a rollback returns here.</summary>
    Good = 3,
}
