using System.Buffers;
using System.Text.Json;
using Fairway.Schema.Json;

namespace Fairway.Schema.Documents;

/// <summary>Writing of documents.</summary>
internal static class JsonDocuments
{
    /// <summary>One object, whose inside the caller writes.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> inside)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            writer.WriteStartObject();
            inside(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteTexts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    public static void WriteTextsIfAny(this Utf8JsonWriter writer, string name, IReadOnlyCollection<string> texts)
    {
        if (texts.Count > 0)
        {
            writer.WriteTexts(name, texts);
        }
    }
}
