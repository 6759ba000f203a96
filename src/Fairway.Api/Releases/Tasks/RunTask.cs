using System.ComponentModel.DataAnnotations;

namespace Fairway.Api.Releases.Tasks;

/// <summary>Runs a container as a Job in the namespace <c>fairway-tasks</c> of a cluster. It has succeeded when the
/// container ends with 0.</summary>
public sealed record RunTask
{
    /// <summary>The cluster's id; absent: the meta cluster.</summary>
    [MaxLength(63)]
    public string? Cluster { get; init; }

    /// <summary>The ServiceAccount that it runs as, in <c>fairway-tasks</c>. Who writes the pipeline must be allowed to
    /// impersonate a ServiceAccount of this name in the meta cluster: in the cluster's namespace, or in
    /// <c>fairway-tasks</c> where no cluster is named.</summary>
    [Required]
    [MaxLength(253)]
    public string ServiceAccount { get; set; } = "";

    /// <summary>The image.</summary>
    [Required]
    [MaxLength(500)]
    public string Image { get; set; } = "";

    /// <summary>What is run in place of the image's own command.</summary>
    [MaxLength(50)]
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Its arguments.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Variables of its environment, beside FAIRWAY_RELEASE, FAIRWAY_STAGE, FAIRWAY_TASK and
    /// FAIRWAY_CHANGES.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }
}
