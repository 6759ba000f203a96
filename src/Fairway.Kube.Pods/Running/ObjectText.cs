using System.Buffers;
using System.Text.Json;

namespace Fairway.Kube.Pods.Running;

/// <summary>Cuts out of the text of an object what nobody reads.</summary>
internal static class ObjectText
{
    /// <summary>How deep objects may be nested: as deep as the API takes them.</summary>
    public const int MostDepth = 512;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    /// <summary>The object without <c>metadata.managedFields</c>; lies in the scratch.</summary>
    public static ReadOnlyMemory<byte> Without(ReadOnlySpan<byte> utf8, ArrayBufferWriter<byte> scratch)
    {
        var found = new Found();
        var reader = Begin(utf8);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (isMetadata)
            {
                found = OfMetadata(utf8, ref reader);
                break;
            }

            reader.Skip();
        }

        scratch.Write(utf8[..found.Owners.Start]);
        scratch.Write(utf8[found.Owners.End..]);
        return scratch.WrittenMemory;
    }

    /// <summary>
    /// The object without <c>metadata.managedFields</c> and <c>spec</c>, where it is of this uid and generation, and so
    /// has the specification that it had; null where it is another. Lies in the scratch.
    /// </summary>
    /// <param name="utf8">The object: metadata first, as servers write it.</param>
    /// <param name="uid">The uid that it must have.</param>
    /// <param name="generation">The generation that it must have, more than 0.</param>
    /// <param name="scratch">Where the text goes; empty.</param>
    /// <param name="node">What <c>spec.nodeName</c> says; null where it says nothing.</param>
    public static ReadOnlyMemory<byte>? WithoutSpec(
        ReadOnlySpan<byte> utf8, string uid, long generation, ArrayBufferWriter<byte> scratch, out string? node)
    {
        node = null;
        var (found, spec) = (default(Found), default(Span));
        var reader = Begin(utf8);
        while (spec.IsEmpty && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var (isMetadata, isSpec) = (reader.ValueTextEquals("metadata"u8), reader.ValueTextEquals("spec"u8));
            reader.Read();
            if (isMetadata)
            {
                found = OfMetadata(utf8, ref reader, uid);
            }
            else if (isSpec)
            {
                node = NodeOf(ref reader);
                spec = Member(utf8, start, (int)reader.BytesConsumed);
            }
            else
            {
                reader.Skip();
            }
        }

        if (spec.IsEmpty || !found.IsOfUid || generation == 0 || found.Generation != generation)
        {
            return null;
        }

        scratch.Write(utf8[..found.Owners.Start]);
        scratch.Write(utf8[found.Owners.End..spec.Start]);
        scratch.Write(utf8[spec.End..]);
        return scratch.WrittenMemory;
    }

    private static Utf8JsonReader Begin(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MostDepth });
        reader.Read();
        return reader;
    }

    private static Found OfMetadata(ReadOnlySpan<byte> utf8, ref Utf8JsonReader reader, string? uid = null)
    {
        var found = new Found();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return found;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.ValueTextEquals("managedFields"u8))
            {
                reader.Read();
                reader.Skip();
                found = found with { Owners = Member(utf8, start, (int)reader.BytesConsumed) };
            }
            else if (reader.ValueTextEquals("uid"u8))
            {
                reader.Read();
                found = found with
                {
                    IsOfUid = uid is not null && reader.TokenType == JsonTokenType.String
                        && reader.ValueTextEquals(uid),
                };
            }
            else if (reader.ValueTextEquals("generation"u8))
            {
                reader.Read();
                found = found with
                {
                    Generation = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)
                        ? number
                        : 0,
                };
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return found;
    }

    // Leaves the reader on the end of the specification.
    private static string? NodeOf(ref Utf8JsonReader reader)
    {
        string? node = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return node;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isNode = reader.ValueTextEquals("nodeName"u8);
            reader.Read();
            node = isNode && reader.TokenType == JsonTokenType.String ? reader.GetString() : node;
            reader.Skip();
        }

        return node is { Length: > 0 } ? node : null;
    }

    /// <summary>The place of a member with one of the commas beside it, so that the rest is still an object.</summary>
    private static Span Member(ReadOnlySpan<byte> utf8, int start, int end)
    {
        var behind = end + utf8[end..].IndexOfAnyExcept(Blanks);
        if (utf8[behind] == ',')
        {
            return new Span(start, behind + 1);
        }

        var before = utf8[..start].LastIndexOfAnyExcept(Blanks);
        return new Span(utf8[before] == ',' ? before : start, end);
    }

    /// <summary>What was seen in the metadata.</summary>
    private readonly record struct Found(Span Owners, bool IsOfUid, long Generation);

    /// <summary>Where a member is, from its name to the end of its value; empty for nowhere.</summary>
    private readonly record struct Span(int Start, int End)
    {
        public bool IsEmpty => End == 0;
    }
}
