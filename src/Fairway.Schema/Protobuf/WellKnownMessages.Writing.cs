using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Decoding;
using Fairway.Schema.Json;

namespace Fairway.Schema.Protobuf;

internal static partial class WellKnownMessages
{
    /// <summary>Both fields, even where they are zero: no fields at all stand for no time.</summary>
    public static void WriteTime(WireWriter output, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        var time = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var fraction = time.UtcTicks % TimeSpan.TicksPerSecond;
        output.Varint(1, (ulong)time.ToUnixTimeSeconds());
        output.Varint(2, (ulong)(fraction * TimeSpan.NanosecondsPerTick));
    }

    public static void WriteQuantity(WireWriter output, JsonValue? value) => output.Text(1, value switch
    {
        null => "0",
        _ when value.TryGetValue<string>(out var text) => text,
        _ => JsonNumbers.Text(value),
    });

    public static void WriteIntOrString(WireWriter output, JsonValue? value)
    {
        var (isText, number, text) = (false, 0L, "");
        if (value is { } held && held.GetValueKind() == JsonValueKind.String)
        {
            (isText, text) = (true, held.GetValue<string>());
        }
        else if (value is not null)
        {
            JsonNumbers.TryWhole(value, out number);
        }

        output.Varint(1, isText ? 1u : 0u);
        output.Varint(2, (ulong)number);
        output.Text(3, text);
    }

    public static void WriteRaw(WireWriter output, JsonNode? value) => output.Bytes(1, JsonText.Write(value));
}
