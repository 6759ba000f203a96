using System.Text.Json;

namespace Fairway.Twin.Storage;

/// <summary>Makes the index of an object that a journal held from its JSON.</summary>
internal static class JournalReader
{
    /// <exception cref="StoreFormatException">The JSON is not that of an object.</exception>
    public static StoredObject Read(
        JournalObject held,
        Func<string, ReadOnlyMemory<byte>, IReadOnlyList<string>>? fieldsOf)
    {
        try
        {
            var (uid, labels) = ReadRoot(held.Json);
            return new StoredObject(held.Key, uid, held.Revision, new StoredBytes(held.Json, 0, held.Json.Length))
            {
                Labels = labels,
                Fields = fieldsOf?.Invoke(held.Resource, held.Json) ?? [],
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new StoreFormatException($"the stored {held.Resource} {held.Key} is damaged: {e.Message}", e);
        }
    }

    private static (string Uid, LabelSet Labels) ReadRoot(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var metadata = ("", LabelSet.Empty);
        reader.Read();
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("metadata"u8))
            {
                reader.Read();
                metadata = ReadMetadata(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return metadata;
    }

    private static (string Uid, LabelSet Labels) ReadMetadata(ref Utf8JsonReader reader)
    {
        var (uid, labels) = ("", LabelSet.Empty);
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("uid"u8))
            {
                reader.Read();
                uid = reader.GetString() ?? "";
            }
            else if (reader.ValueTextEquals("labels"u8))
            {
                reader.Read();
                labels = ReadLabels(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return (uid, labels);
    }

    private static LabelSet ReadLabels(ref Utf8JsonReader reader)
    {
        var labels = new List<KeyValuePair<string, string>>();
        while (reader.TokenType != JsonTokenType.Null && NextProperty(ref reader))
        {
            var key = reader.GetString()!;
            reader.Read();
            labels.Add(KeyValuePair.Create(key, reader.GetString() ?? ""));
        }

        return LabelSet.From(labels);
    }

    private static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType switch
    {
        JsonTokenType.PropertyName => true,
        JsonTokenType.EndObject => false,
        _ => throw new JsonException("an object is expected"),
    };
}
