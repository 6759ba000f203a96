using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Releases.Tasks;

/// <summary>Something that is done once in a stage of a Release. Beside its type it has the block of its type, and no
/// other: <c>wait</c> for Wait. Deploy has none.</summary>
public sealed record StageTask
{
    /// <summary>Its name within the stage.</summary>
    [Required]
    [MaxLength(63)]
    [RegularExpression("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    public string Name { get; set; } = "";

    /// <summary>What is done.</summary>
    [Required]
    public TaskType Type { get; init; }

    /// <summary>Tasks of the stage that must be over before this one begins; absent: none.</summary>
    [MaxLength(8)]
    public IReadOnlyList<string>? RunAfter { get; init; }

    /// <summary>How often it is tried again where it fails; absent: never, but a Notify 3 times.</summary>
    [Range(0, 10)]
    public int? Retries { get; init; }

    /// <summary>How long an attempt may take before it counts as failed; absent: as its type has it.</summary>
    public Duration? Timeout { get; init; }

    /// <summary>Of a Wait.</summary>
    public WaitTask? Wait { get; init; }

    /// <summary>Of a Check.</summary>
    public CheckTask? Check { get; init; }

    /// <summary>Of an Approve.</summary>
    public ApproveTask? Approve { get; init; }

    /// <summary>Of a Run.</summary>
    public RunTask? Run { get; init; }

    /// <summary>Of a Notify.</summary>
    public NotifyTask? Notify { get; init; }
}

/// <summary>What a task does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskType>))]
public enum TaskType
{
    /// <summary>Brings the change to the clusters of the stage.</summary>
    Deploy,

    /// <summary>Lets time pass.</summary>
    Wait,

    /// <summary>Waits until metrics and a rule are as they must be.</summary>
    Check,

    /// <summary>Waits until people approve the plan.</summary>
    Approve,

    /// <summary>Runs a container as a Job.</summary>
    Run,

    /// <summary>Tells somebody by a webhook.</summary>
    Notify,
}
