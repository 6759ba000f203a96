using System.Text.Json.Nodes;
using Fairway.Delivery.Gates;

namespace Fairway.Delivery.Records;

/// <summary>What a gate saw when it decided. Kept under the digest of its canonical JSON.</summary>
public sealed record Evidence
{
    /// <summary>Name of the gate.</summary>
    public required string Gate { get; init; }

    /// <summary>What was decided about.</summary>
    public required EvidenceSubject Subject { get; init; }

    /// <summary>What was decided; the names are stored.</summary>
    public required GateDecision Decision { get; init; }

    /// <summary>When the facts were observed; kept in UTC, to the microsecond.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>What was observed. No secrets: evidence is shown to everybody who may see the release.</summary>
    public JsonObject Facts { get; init; } = [];

    /// <summary>The decision and its reason, in one sentence.</summary>
    public required string Says { get; init; }
}
