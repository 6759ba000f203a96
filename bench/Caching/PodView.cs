using System.Text.Json.Serialization;

namespace Fairway.Bench.Caching;

/// <summary>What a controller of pods needs of one.</summary>
internal sealed record PodView(PodViewSpec? Spec, PodViewStatus? Status);

internal sealed record PodViewSpec(string? NodeName);

internal sealed record PodViewStatus(string? Phase, IReadOnlyList<PodViewCondition>? Conditions);

internal sealed record PodViewCondition(string? Type, string? Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PodView))]
internal sealed partial class PodViewJson : JsonSerializerContext;
