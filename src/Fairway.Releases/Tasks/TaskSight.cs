using System.Text.Json.Nodes;

namespace Fairway.Releases.Tasks;

/// <summary>How an attempt of a task stands.</summary>
/// <param name="State">In one word.</param>
/// <param name="Says">In one sentence.</param>
/// <param name="Facts">What was seen, as evidence.</param>
internal sealed record TaskSight(TaskState State, string Says, JsonObject Facts)
{
    /// <summary>When to look again, where nothing wakes us; null: after a few seconds.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}

/// <summary>The state of an attempt.</summary>
internal enum TaskState
{
    /// <summary>Nothing of it is there: it is to be begun.</summary>
    NotBegun,

    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It has succeeded.</summary>
    Succeeded,

    /// <summary>It has failed.</summary>
    Failed,
}
