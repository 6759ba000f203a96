namespace Fairway.Kube.Requests;

/// <summary>How an object is deleted, and what it must be to be deleted at all.</summary>
public sealed record DeleteOptions
{
    /// <summary>Seconds in which the object may end by itself; null for the object's own, 0 for at once.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary><c>Foreground</c>, <c>Background</c> or <c>Orphan</c>: what becomes of dependents. Null leaves it to
    /// the server.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary>Refuse with 409 unless the object has this uid: it may have been deleted and made anew.</summary>
    public string? Uid { get; init; }

    /// <summary>Refuse with 409 unless the object is at this version.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Everything but the deleting.</summary>
    public bool DryRun { get; init; }

    internal DeleteOptionsBody ToBodyRecord() => new(
        "v1",
        "DeleteOptions",
        GracePeriodSeconds,
        PropagationPolicy,
        Uid is null && ResourceVersion is null ? null : new DeletePreconditions(Uid, ResourceVersion),
        DryRun ? ["All"] : null);
}
