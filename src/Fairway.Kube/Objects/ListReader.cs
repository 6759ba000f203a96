using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fairway.Kube.Objects;

/// <summary>Walks a list's UTF-8 and reads each item straight into its projection: no tree, no copy.</summary>
internal static class ListReader
{
    /// <exception cref="JsonException">No list, or an item that does not fit <typeparamref name="T"/>.</exception>
    public static ListPage Read<T>(ReadOnlySequence<byte> body, JsonTypeInfo<T> type, Action<ObjectHead, T> item)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A list was expected.");
        }

        var page = default(ListPage);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("metadata"u8))
            {
                reader.Read();
                page = ReadMetadata(ref reader);
            }
            else if (reader.ValueTextEquals("items"u8))
            {
                reader.Read();
                ReadItems(body, ref reader, type, item);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return page;
    }

    private static void ReadItems<T>(
        ReadOnlySequence<byte> body, ref Utf8JsonReader reader, JsonTypeInfo<T> type, Action<ObjectHead, T> item)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        var head = default(ObjectHead);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            head = ObjectHeadReader.Read(reader, head);
            item(head, ReadItem(ref reader, type, head.Key));

            // The serializer looks for its item from where the reader began: from the body's start, a long list would
            // be walked over once for each of its items.
            reader = new Utf8JsonReader(body.Slice(reader.Position), isFinalBlock: true, reader.CurrentState);
        }
    }

    private static T ReadItem<T>(ref Utf8JsonReader reader, JsonTypeInfo<T> type, ObjectKey key)
    {
        try
        {
            return JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("The item is null.");
        }
        catch (JsonException e)
        {
            throw new JsonException($"{key} cannot be read as {typeof(T).Name}: {e.Message}", e);
        }
    }

    private static ListPage ReadMetadata(ref Utf8JsonReader reader)
    {
        string? version = null, next = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = reader.ValueTextEquals("resourceVersion"u8);
            var isContinue = reader.ValueTextEquals("continue"u8);
            reader.Read();
            if (isVersion)
            {
                version = reader.GetString();
            }
            else if (isContinue)
            {
                next = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return new ListPage(ResourceVersion.Parse(version), string.IsNullOrEmpty(next) ? null : next);
    }
}
