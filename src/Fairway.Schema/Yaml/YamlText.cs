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

    /// <summary>A number as YAML has it: as in JSON if it is whole and fits 64 bits, else as short as it can
    /// be.</summary>
    public static string Number(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        var json = GoNumber.Json(value);
        return Int128.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            && whole >= long.MinValue && whole <= ulong.MaxValue
            ? json
            : GoNumber.Shortest(value);
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
                string[] keys = [.. map.Select(member => member.Key)];
                NaturalOrder.Sort(keys);
                foreach (var key in keys)
                {
                    writer.Key(key);
                    Write(writer, map[key]);
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
