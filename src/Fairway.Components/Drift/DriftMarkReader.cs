using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;

namespace Fairway.Components.Drift;

/// <summary>Reads a <see cref="DriftMark"/> off the bytes of an object, without making a tree of it. A status that
/// changes every second changes no mark.</summary>
internal sealed class DriftMarkReader : JsonConverter<DriftMark>
{
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <inheritdoc/>
    public override DriftMark Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var mark = Start;
        string? component = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("status"u8))
            {
                reader.Skip();
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                reader.Read();
                component = ReadMetadata(ref reader, ref mark);
            }
            else
            {
                Take(ref reader, ref mark);
            }
        }

        return new DriftMark(component, mark);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DriftMark value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Marks are only read.");

    private static string? ReadMetadata(ref Utf8JsonReader reader, ref ulong mark)
    {
        string? component = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("managedFields"u8) || reader.ValueTextEquals("resourceVersion"u8)
                || reader.ValueTextEquals("generation"u8))
            {
                reader.Skip();
            }
            else if (reader.ValueTextEquals("labels"u8))
            {
                var ahead = reader;
                component = Label(ref ahead);
                Take(ref reader, ref mark);
            }
            else
            {
                Take(ref reader, ref mark);
            }
        }

        return component;
    }

    private static string? Label(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isOurs = reader.ValueTextEquals(Labels.Component);
            reader.Read();
            if (isOurs)
            {
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }

            reader.Skip();
        }

        return null;
    }

    /// <summary>Mixes in a name and all of its value.</summary>
    private static void Take(ref Utf8JsonReader reader, ref ulong mark)
    {
        Mix(ref reader, ref mark);
        reader.Read();
        Mix(ref reader, ref mark);
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        for (var depth = reader.CurrentDepth; reader.Read() && reader.CurrentDepth > depth;)
        {
            Mix(ref reader, ref mark);
        }
    }

    /// <summary>FNV-1a, 64 bits: what matters is that a change is seen, and nobody gains by one that is not.</summary>
    private static void Mix(ref Utf8JsonReader reader, ref ulong mark)
    {
        mark = (mark ^ (byte)reader.TokenType) * Prime;
        if (!reader.HasValueSequence)
        {
            Mix(reader.ValueSpan, ref mark);
            return;
        }

        foreach (var part in reader.ValueSequence)
        {
            Mix(part.Span, ref mark);
        }
    }

    private static void Mix(ReadOnlySpan<byte> bytes, ref ulong mark)
    {
        foreach (var one in bytes)
        {
            mark = (mark ^ one) * Prime;
        }
    }
}
