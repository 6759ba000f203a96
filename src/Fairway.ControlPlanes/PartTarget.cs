using System.Text.Json.Serialization;

namespace Fairway.ControlPlanes;

/// <summary>What a part of a control plane is to be; stored by its digest.</summary>
internal sealed record PartTarget
{
    /// <summary>The part: <c>kcm</c>.</summary>
    public required string Part { get; init; }

    /// <summary>Its package.</summary>
    public required string Name { get; init; }

    /// <summary>Its version: <c>v1.36.2</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The commit that it was built from; null where that is not said.</summary>
    public string? Commit { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PartTarget))]
internal sealed partial class PartJson : JsonSerializerContext;
