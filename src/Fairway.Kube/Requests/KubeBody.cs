using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Fairway.Kube.Requests;

/// <summary>The UTF-8 JSON of a request. Bytes and JSON nodes convert by themselves; records go through
/// <see cref="Of{T}"/>.</summary>
public readonly record struct KubeBody(ReadOnlyMemory<byte> Utf8)
{
    /// <summary>Writes <paramref name="value"/> by its source-generated contract.</summary>
    public static KubeBody Of<T>(T value, JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>The bytes of <paramref name="node"/>.</summary>
    public static KubeBody FromNode(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            node.WriteTo(writer);
        }

        return new KubeBody(buffer.WrittenMemory);
    }

    /// <summary>Takes the bytes as they are.</summary>
    public static implicit operator KubeBody(byte[] utf8) => new(utf8);

    /// <summary>Takes the bytes as they are.</summary>
    public static implicit operator KubeBody(ReadOnlyMemory<byte> utf8) => new(utf8);

    /// <summary>See <see cref="FromNode"/>.</summary>
    public static implicit operator KubeBody(JsonNode node) => FromNode(node);
}
