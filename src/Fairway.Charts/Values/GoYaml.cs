using System.Text;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Values;

/// <summary>Values as Helm's <c>toYaml</c> writes them.</summary>
internal static class GoYaml
{
    private const int MostDepth = 200;

    /// <summary>Without the last line feed.</summary>
    /// <exception cref="GoError">The value cannot be written.</exception>
    public static string Write(GoValue value, Budget budget, bool isPretty = false)
    {
        var text = new StringBuilder();
        var writer = new YamlWriter(text, budget.Left, isPretty);
        try
        {
            Write(writer, value, 0);
            writer.EndDocument();
        }
        catch (YamlFormatException)
        {
            // The writer refuses nothing but more text than may still be made.
            budget.Charge(budget.Left + 1L);
        }

        budget.Charge(text.Length);
        if (text.Length > 0 && text[^1] == '\n')
        {
            text.Length--;
        }

        return ByteText.FromUnicode(text.ToString());
    }

    private static void Write(YamlWriter writer, GoValue value, int depth)
    {
        if (depth > MostDepth)
        {
            throw new GoError("the value holds itself, or is nested too deeply to be written");
        }

        switch (value.Kind)
        {
            case GoKind.String:
                writer.Text(ByteText.ToUnicode(value.Text));
                break;
            case GoKind.Float:
                writer.Plain(double.IsFinite(value.Float)
                    ? YamlText.Number(value.Float)
                    : throw new GoError("json: unsupported value"));
                break;
            case GoKind.List:
                WriteList(writer, value.List, depth);
                break;
            case GoKind.Map:
                WriteMap(writer, value.Map, depth);
                break;
            case GoKind.Object:
                Write(writer, value.Object.Plain, depth + 1);
                break;
            default:
                writer.Plain(value.IsNil ? "null" : GoFormat.Scalar(value)!);
                break;
        }
    }

    private static void WriteList(YamlWriter writer, GoList list, int depth)
    {
        if (list.Count == 0)
        {
            writer.Plain("[]");
            return;
        }

        writer.StartList();
        foreach (var item in list.Items)
        {
            writer.Item();
            Write(writer, item, depth + 1);
        }

        writer.End();
    }

    private static void WriteMap(YamlWriter writer, GoMap map, int depth)
    {
        if (map.Count == 0)
        {
            writer.Plain("{}");
            return;
        }

        // Their natural order is one of characters. What is no UTF-8 may fall together, as it does in JSON.
        var keys = map.SortedKeys();
        var named = new Dictionary<string, string>(keys.Length, StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++)
        {
            var name = ByteText.ToUnicode(keys[i]);
            named[name] = keys[i];
            keys[i] = name;
        }

        NaturalOrder.Sort(keys);
        writer.StartMap();
        foreach (var key in keys)
        {
            writer.Key(key);
            Write(writer, map[named[key]], depth + 1);
        }

        writer.End();
    }
}
