using System.Text.Json;

namespace Fairway.Kube.Http;

/// <summary>Reads one line of a watch: <c>{"type":"ADDED","object":{...}}</c>. The object is a slice of the line, not a
/// copy.</summary>
internal static class WatchLine
{
    /// <exception cref="JsonException">The line is no event.</exception>
    public static WatchFrame Parse(ReadOnlyMemory<byte> line)
    {
        var reader = new Utf8JsonReader(line.Span);
        WatchEventType? type = null;
        ReadOnlyMemory<byte>? item = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A line of the watch is no object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isObject = reader.ValueTextEquals("object"u8);
            reader.Read();
            if (isType)
            {
                type = Type(ref reader);
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isObject)
            {
                item = line[start..(int)reader.BytesConsumed];
            }
        }

        return type is { } known && item is { } found
            ? new WatchFrame(known, found)
            : throw new JsonException("A line of the watch lacks its type or its object.");
    }

    private static WatchEventType Type(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("ADDED"u8))
        {
            return WatchEventType.Added;
        }

        if (reader.ValueTextEquals("MODIFIED"u8))
        {
            return WatchEventType.Modified;
        }

        if (reader.ValueTextEquals("DELETED"u8))
        {
            return WatchEventType.Deleted;
        }

        if (reader.ValueTextEquals("BOOKMARK"u8))
        {
            return WatchEventType.Bookmark;
        }

        return reader.ValueTextEquals("ERROR"u8)
            ? WatchEventType.Error
            : throw new JsonException($"The watch knows no event type {reader.GetString()}.");
    }
}
