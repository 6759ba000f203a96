using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Schema.Protobuf;

/// <summary>Messages that JSON writes as a scalar, or as whatever they hold.</summary>
internal static partial class WellKnownMessages
{
    /// <summary>Seconds since 1970 and nanoseconds; no fields at all stand for no time.</summary>
    public static JsonValue? ReadTime(ReadOnlySpan<byte> message, bool micro)
    {
        var (seconds, nanos) = (0L, 0L);
        var reader = new WireReader(message);
        while (reader.Read())
        {
            (seconds, nanos) = reader.Number switch
            {
                1 => ((long)reader.Bits, nanos),
                2 => (seconds, (long)reader.Bits),
                _ => (seconds, nanos),
            };
        }

        if (message.IsEmpty)
        {
            return null;
        }

        var (least, most) = (DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
        if (seconds < least || seconds > most || nanos is < 0 or > 999_999_999)
        {
            throw new ProtobufFormatException("proto: a time is out of range");
        }

        var time = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / TimeSpan.NanosecondsPerTick);
        return JsonValue.Create(time.UtcDateTime.ToString(
            micro ? "yyyy-MM-ddTHH:mm:ss.ffffffZ" : "yyyy-MM-ddTHH:mm:ssZ",
            CultureInfo.InvariantCulture));
    }

    /// <summary>The text of the quantity; nothing is zero.</summary>
    public static JsonValue ReadQuantity(ReadOnlySpan<byte> message) =>
        JsonValue.Create(First(message) is { IsEmpty: false } text ? Encoding.UTF8.GetString(text) : "0");

    /// <summary>Which of the two it is, and both.</summary>
    public static JsonValue ReadIntOrString(ReadOnlySpan<byte> message)
    {
        var (isText, number, text) = (false, 0L, "");
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Number)
            {
                case 1:
                    isText = reader.Bits != 0;
                    break;
                case 2:
                    number = (int)reader.Bits;
                    break;
                case 3:
                    text = Encoding.UTF8.GetString(reader.Bytes);
                    break;
                default:
                    break;
            }
        }

        return isText ? JsonValue.Create(text) : JsonValue.Create(number);
    }

    /// <summary>JSON inside the message; nothing is null.</summary>
    public static JsonNode? ReadRaw(ReadOnlySpan<byte> message)
    {
        var raw = First(message);
        try
        {
            return raw.IsEmpty ? null : JsonReader.Read(raw).Node;
        }
        catch (JsonFormatException fault)
        {
            throw new ProtobufFormatException($"proto: the JSON inside is broken: {fault.Located}");
        }
    }

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        ReadOnlySpan<byte> found = [];
        while (reader.Read())
        {
            if (reader.Number == 1)
            {
                found = reader.Bytes;
            }
        }

        return found;
    }
}
