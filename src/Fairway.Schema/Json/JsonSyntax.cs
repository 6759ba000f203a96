using System.Text.Json;

namespace Fairway.Schema.Json;

/// <summary>
/// Says what is wrong with a text, in the words of the API server's own parser, which clients and users know. Runs only
/// after the fast reader has refused the text.
/// </summary>
internal static class JsonSyntax
{
    public static JsonFormatException Explain(ReadOnlySpan<byte> utf8, int maxDepth, Exception fault)
    {
        var scanner = new JsonFaultScanner(utf8, maxDepth);
        if (scanner.FindFault() is { } message)
        {
            return At(utf8, message, Math.Min(scanner.Position, utf8.Length));
        }

        return fault is JsonException { LineNumber: { } line, BytePositionInLine: { } column } json
            ? new JsonFormatException(json.Message, line + 1, column + 1, 0)
            : At(utf8, "invalid UTF-8 or surrogate in a string", 0);
    }

    private static JsonFormatException At(ReadOnlySpan<byte> utf8, string message, int offset)
    {
        var before = utf8[..offset];
        var line = before.Count((byte)'\n') + 1;
        return new JsonFormatException(message, line, offset - before.LastIndexOf((byte)'\n'), offset);
    }
}
