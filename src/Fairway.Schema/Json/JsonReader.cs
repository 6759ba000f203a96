using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Json;

/// <summary>
/// Reads JSON into a tree at once.
/// <see cref="JsonNode.Parse(ReadOnlySpan{byte}, JsonNodeOptions?, JsonDocumentOptions)"/> is lazy, keeps the text
/// alive, and throws on a duplicate key when somebody first looks; API servers report the duplicate and take the last.
/// Integers become <see cref="long"/>, all other numbers <see cref="double"/>, as API servers read them.
/// </summary>
public static class JsonReader
{
    /// <summary>Reads one JSON value that fills the text.</summary>
    /// <exception cref="JsonFormatException">
    /// The text is no JSON, or is nested more deeply than the limits admit.
    /// </exception>
    public static JsonReadResult Read(ReadOnlySpan<byte> utf8, JsonReadLimits? limits = null)
    {
        limits ??= JsonReadLimits.Default;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
        var building = new JsonTreeBuilder(limits);
        try
        {
            reader.Read();
            var node = building.Build(ref reader);
            reader.Read();
            return new JsonReadResult(node, building.Duplicates);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw JsonSyntax.Explain(utf8, limits.MaxDepth, fault);
        }
    }

    /// <summary>Reads one JSON value that fills the text.</summary>
    /// <exception cref="JsonFormatException">
    /// The text is no JSON, or is nested more deeply than the limits admit.
    /// </exception>
    public static JsonReadResult Read(in ReadOnlySequence<byte> utf8, JsonReadLimits? limits = null)
    {
        if (utf8.IsSingleSegment)
        {
            return Read(utf8.FirstSpan, limits);
        }

        var rented = ArrayPool<byte>.Shared.Rent(checked((int)utf8.Length));
        try
        {
            utf8.CopyTo(rented);
            return Read(rented.AsSpan(0, (int)utf8.Length), limits);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
