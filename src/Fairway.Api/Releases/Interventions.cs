using System.ComponentModel.DataAnnotations;

namespace Fairway.Api.Releases;

/// <summary>A cluster that a person leaves out of a Release. What has not begun there does not; what has goes back, as
/// if it had failed. It counts in no failure budget, and is missed by the Release until it is tried again.</summary>
public sealed record SkippedCluster
{
    /// <summary>The cluster's id.</summary>
    [Required]
    [MaxLength(63)]
    public string Cluster { get; set; } = "";

    /// <summary>Why, for everybody to read, and for the audit.</summary>
    [Required]
    [MinLength(1)]
    [MaxLength(1024)]
    public string Reason { get; set; } = "";

    /// <summary>Who says so: the user who asked, as the admission policies make sure.</summary>
    [MaxLength(253)]
    public string? By { get; init; }
}

/// <summary>A cluster that a person wants to be tried again, with the content that was pinned.</summary>
public sealed record RetriedCluster
{
    /// <summary>The cluster's id.</summary>
    [Required]
    [MaxLength(63)]
    public string Cluster { get; set; } = "";

    /// <summary>How often it was to be tried again so far, this time included: a greater number than the ClusterRelease
    /// has seen is one more attempt. While the cluster is in flight, it counts for the failure that comes
    /// next.</summary>
    [Required]
    [Range(1, 1000)]
    public int Attempt { get; init; }

    /// <summary>Why, for everybody to read, and for the audit.</summary>
    [MaxLength(1024)]
    public string? Reason { get; init; }

    /// <summary>Who says so: the user who asked, as the admission policies make sure.</summary>
    [MaxLength(253)]
    public string? By { get; init; }
}

/// <summary>A task that a person wants to be tried again, after it has failed for good and the Release has stopped for
/// it.</summary>
public sealed record RetriedTask
{
    /// <summary>The stage's name.</summary>
    [Required]
    [MaxLength(63)]
    public string Stage { get; set; } = "";

    /// <summary>The task's name.</summary>
    [Required]
    [MaxLength(63)]
    public string Task { get; set; } = "";

    /// <summary>Which attempt that is to be: a greater number than the task's status has.</summary>
    [Required]
    [Range(1, 1000)]
    public int Attempt { get; init; }

    /// <summary>Why, for everybody to read, and for the audit.</summary>
    [MaxLength(1024)]
    public string? Reason { get; init; }

    /// <summary>Who says so: the user who asked, as the admission policies make sure.</summary>
    [MaxLength(253)]
    public string? By { get; init; }
}
