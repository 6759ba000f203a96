using System.Text.Json.Serialization;

namespace Fairway.Kube.Leases;

/// <summary>What is read of a Lease.</summary>
internal sealed record LeaseRecord(LeaseMetadata Metadata, LeaseState? Spec)
{
    /// <summary>Who holds it, or null.</summary>
    public string? Holder => string.IsNullOrEmpty(Spec?.HolderIdentity) ? null : Spec.HolderIdentity;

    public TimeSpan Duration => TimeSpan.FromSeconds(Spec?.LeaseDurationSeconds ?? 0);

    /// <summary>How often it has changed hands: counts up with every taking.</summary>
    public long Epoch => Spec?.LeaseTransitions ?? 0;
}

internal sealed record LeaseMetadata(string Name, string ResourceVersion, IReadOnlyDictionary<string, string>? Labels);

internal sealed record LeaseState(string? HolderIdentity, int? LeaseDurationSeconds, long? LeaseTransitions);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LeaseRecord))]
internal sealed partial class LeaseJson : JsonSerializerContext;
