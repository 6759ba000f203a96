using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Json;

/// <summary>JSON as API servers write it: UTF-8, compact, non-ASCII characters as they are.</summary>
public static class JsonText
{
    private const int LargestScratch = 1 << 20;

    // Taken while something is written, since what is written may write in its turn.
    private static readonly ThreadLocal<ArrayBufferWriter<byte>?> Scratch = new();

    /// <summary>
    /// Options of every writer of objects. Kubernetes' clients read UTF-8 as it is; only what JSON demands is escaped.
    /// </summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = 512,
    };

    /// <summary>The node as UTF-8.</summary>
    public static byte[] Write(JsonNode? node)
    {
        var buffer = Scratch.Value ?? new ArrayBufferWriter<byte>(8192);
        Scratch.Value = null;
        buffer.ResetWrittenCount();
        Write(node, buffer);
        var written = buffer.WrittenSpan.ToArray();
        Scratch.Value = buffer.Capacity <= LargestScratch ? buffer : null;
        return written;
    }

    /// <summary>Appends the node as UTF-8.</summary>
    public static void Write(JsonNode? node, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        if (node is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            node.WriteTo(writer);
        }
    }
}
