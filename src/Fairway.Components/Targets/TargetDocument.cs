using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Fairway.Api.Components;
using Fairway.Charts;
using Fairway.Components.Generated;

namespace Fairway.Components.Targets;

/// <summary>
/// All that a cluster is to have of a component, rendered once. The MetaDB holds it under the digest of its canonical
/// JSON: the same text is compared, applied, and gone back to.
/// </summary>
internal sealed record TargetDocument
{
    /// <summary>The component.</summary>
    public required string Component { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Digest of the chart that it was rendered from.</summary>
    public required string ChartDigest { get; init; }

    /// <summary>Digest of the values that it was rendered with.</summary>
    public required string ValuesDigest { get; init; }

    /// <summary>Verdicts that the component brought when it was rendered.</summary>
    public IReadOnlyList<DangerOverride> DangerOverrides { get; init; } = [];

    /// <summary>What people should know of it, in sentences; null for nothing.</summary>
    public IReadOnlyList<string>? Remarks { get; init; }

    /// <summary>What the chart drew, to be drawn no more; null where it drew nothing.</summary>
    public IReadOnlyList<GeneratedValue>? Generated { get; init; }

    /// <summary>Certificates that were near their end, and were made anew; null for none.</summary>
    public IReadOnlyList<RenewedCertificate>? Renewed { get; init; }

    /// <summary>How much may be deleted, as the component said when it was rendered; null for the usual.</summary>
    public DeletionBudget? DeletionBudget { get; init; }

    /// <summary>How its workloads roll, as the component said when it was rendered; null for as their charts
    /// say.</summary>
    public RolloutPolicy? Rollout { get; init; }

    /// <summary>The objects, in the order in which they are applied.</summary>
    public required JsonArray Objects { get; init; }

    /// <summary>The hooks of acts; null where the chart has none.</summary>
    public IReadOnlyList<TargetHook>? Hooks { get; init; }

    /// <summary>What the rendering looked at; null of a target that was read back.</summary>
    [JsonIgnore]
    public RenderReads? Reads { get; init; }

    /// <summary>The objects as trees that are only read.</summary>
    [JsonIgnore]
    public IEnumerable<JsonObject> Items => Objects.OfType<JsonObject>();
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TargetDocument))]
internal sealed partial class TargetJson : JsonSerializerContext;
