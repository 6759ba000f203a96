using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Fairway.Api.Releases.Tasks;

/// <summary>How far a task is. What it saw is in the MetaDB, as evidence.</summary>
public sealed record StageTaskStatus
{
    /// <summary>Its name.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>In one word.</summary>
    public TaskPhase Phase { get; init; }

    /// <summary>Which attempt it is at, from 1.</summary>
    public int? Attempt { get; init; }

    /// <summary>When the attempt began, or is to begin.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What it waits for, or how it ended, in a sentence.</summary>
    public string? Message { get; init; }
}

/// <summary>The state of a task in one word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskPhase>))]
public enum TaskPhase
{
    /// <summary>Others come first.</summary>
    Waiting,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>It has failed, for the last time.</summary>
    Failed,

    /// <summary>Not needed: the stage has no clusters, or the Release does not go on.</summary>
    Skipped,
}
