using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Schema;

namespace Fairway.Api.Releases;

/// <summary>The Release with whose content a cluster catches up.</summary>
public sealed record CatchUpOrder
{
    /// <summary>Its name.</summary>
    [Required]
    [MaxLength(253)]
    public string Release { get; set; } = "";

    /// <summary>Its uid: another Release of its name is another one.</summary>
    [Required]
    [MaxLength(64)]
    public string Uid { get; set; } = "";

    /// <summary>Who made it: their approvals of this content do not count here either.</summary>
    [MaxLength(253)]
    public string? Author { get; init; }
}

/// <summary>A cluster that missed a Release.</summary>
public sealed record MissedCluster
{
    /// <summary>Its id.</summary>
    [Required]
    public string Cluster { get; set; } = "";

    /// <summary>How far it is with catching up.</summary>
    public MissedState State { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public string? Says { get; init; }

    /// <summary>The Release that brings, or brought, the content there; absent: none was made, or the last one gave
    /// way.</summary>
    public string? CatchUp { get; init; }

    /// <summary>How many Releases have been made for that.</summary>
    public int? Attempts { get; init; }
}

/// <summary>How far a cluster is with catching up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MissedState>))]
public enum MissedState
{
    /// <summary>It cannot yet; it is looked at again by itself.</summary>
    Waiting,

    /// <summary>A Release of its own brings the content.</summary>
    CatchingUp,

    /// <summary>It has the content.</summary>
    CaughtUp,

    /// <summary>The Release of its own has failed, was stopped or went back: a person tries that one again, or makes
    /// another.</summary>
    Failed,

    /// <summary>It does not get the content any more: something newer came, it is gone, or it is too late.</summary>
    GivenUp,
}
