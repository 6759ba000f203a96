using System.Text.Json.Nodes;

namespace Fairway.Delivery.Records;

/// <summary>Who did what to what, and why.</summary>
public sealed record AuditEntry
{
    /// <summary>When; kept in UTC, to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: a user, or the manager on behalf of a release.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done: <c>apply</c>, <c>rollback</c>, <c>approve</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>To what: a release, a cluster, a component on a cluster.</summary>
    public required string Subject { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What else is worth keeping; null for nothing. No secrets.</summary>
    public JsonObject? Detail { get; init; }
}
