using System.Text.Json.Serialization;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>A projection of a ConfigMap: what the tests need of it.</summary>
internal sealed record Item(ItemMetadata Metadata, ItemData? Data)
{
    public string? Value => Data?.Value;
}

internal sealed record ItemMetadata(string Name, string? Namespace);

internal sealed record ItemData(string? Value);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Item))]
internal sealed partial class ItemJson : JsonSerializerContext;
