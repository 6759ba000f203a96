using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Yaml;

/// <summary>Trees as YAML, as API servers print them: keys in their natural order.</summary>
public static class YamlText
{
    /// <summary>The tree as UTF-8; ends in a line feed.</summary>
    public static byte[] Write(JsonNode? node)
    {
        var text = new StringBuilder(1024);
        var writer = new YamlWriter(text);
        Write(writer, node);
        writer.EndDocument();
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A number as YAML has it: whole if it is, else as short as it can be.</summary>
    public static string Number(double value)
    {
        if (value == Math.Truncate(value) && Math.Abs(value) < 1.8446744073709552e19 && value > -9.223372036854775808e18)
        {
            return value < 0
                ? ((long)value).ToString(CultureInfo.InvariantCulture)
                : ((ulong)value).ToString(CultureInfo.InvariantCulture);
        }

        return GoNumber.Shortest(value);
    }

    private static void Write(YamlWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: 0 }:
                writer.Plain("{}");
                break;
            case JsonObject map:
                writer.StartMap();
                foreach (var (key, value) in map.OrderBy(member => member.Key, NaturalOrder.Instance))
                {
                    writer.Key(key);
                    Write(writer, value);
                }

                writer.End();
                break;
            case JsonArray { Count: 0 }:
                writer.Plain("[]");
                break;
            case JsonArray list:
                writer.StartList();
                foreach (var item in list)
                {
                    writer.Item();
                    Write(writer, item);
                }

                writer.End();
                break;
            case JsonValue value:
                WriteScalar(writer, value);
                break;
            default:
                writer.Plain("null");
                break;
        }
    }

    private static void WriteScalar(YamlWriter writer, JsonValue value)
    {
        if (value.TryGetValue<string>(out var text))
        {
            writer.Text(text);
        }
        else if (value.GetValueKind() == JsonValueKind.Number && !value.TryGetValue<long>(out _)
            && value.TryGetValue<double>(out var number))
        {
            writer.Plain(Number(number));
        }
        else
        {
            writer.Plain(value.ToJsonString());
        }
    }
}
