using System.Globalization;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Values;

/// <summary>Values as Helm's <c>toToml</c> writes them: what is no table first, each sorted by key; tables below their
/// headings, two columns deeper a level. What is nothing is left out. Source: github.com/BurntSushi/toml.</summary>
internal sealed class GoToml(TextSink sink)
{
    private const int MostDepth = 200;

    /// <exception cref="GoError">The value cannot be written.</exception>
    public static string Write(GoValue value, Budget budget)
    {
        var sink = new TextSink(budget);
        new GoToml(sink).Entry([], value);
        return sink.ToString();
    }

    private void Entry(string[] path, GoValue value)
    {
        if (path.Length > MostDepth)
        {
            throw new GoError("toml: the value holds itself, or is nested too deeply to be written");
        }

        var plain = value.Kind == GoKind.Object ? value.Object.Plain : value;
        if (plain.Kind == GoKind.Map)
        {
            Table(path, plain.Map);
        }
        else if (IsTables(plain))
        {
            Tables(path, plain.List);
        }
        else if (!plain.IsNil)
        {
            Pair(path, plain);
        }
    }

    private void Pair(string[] path, GoValue value)
    {
        if (path.Length == 0)
        {
            Inline(value, 0);
            return;
        }

        sink.Append(Indent(path));
        sink.Append(Key(path[^1]));
        sink.Append(" = ");
        Inline(value, 0);
        sink.Append('\n');
    }

    private void Table(string[] path, GoMap map)
    {
        if (path.Length == 1)
        {
            NewLine();
        }

        if (path.Length > 0)
        {
            sink.Append($"{Indent(path)}[{string.Join('.', path.Select(Key))}]\n");
        }

        Members(path, map);
    }

    private void Tables(string[] path, GoList tables)
    {
        if (path.Length == 0)
        {
            throw new GoError("toml: top-level values must be Go maps or structs");
        }

        foreach (var table in tables.Items)
        {
            NewLine();
            sink.Append($"{Indent(path)}[[{string.Join('.', path.Select(Key))}]]\n");
            Members(path, table.Map);
        }
    }

    private void Members(string[] path, GoMap map)
    {
        foreach (var key in Sorted(map))
        {
            Entry([.. path, key], map[key]);
        }
    }

    /// <summary>Tables come last, since what follows a heading belongs to it.</summary>
    private static IEnumerable<string> Sorted(GoMap map) =>
        map.SortedKeys().Where(key => !map[key].IsNil)
            .OrderBy(key => map[key].Kind == GoKind.Map || IsTables(map[key]) ? 1 : 0);

    private static bool IsTables(GoValue value)
    {
        if (value.Kind != GoKind.List)
        {
            return false;
        }

        var areTables = value.List.Count > 0;
        foreach (var item in value.List.Items)
        {
            areTables &= item.Kind == GoKind.Map;
            if (item.IsNil)
            {
                throw new GoError("toml: cannot encode array with nil element");
            }
        }

        return areTables;
    }

    private void Inline(GoValue value, int depth)
    {
        if (depth > MostDepth)
        {
            throw new GoError("toml: the value holds itself, or is nested too deeply to be written");
        }

        switch (value.Kind)
        {
            case GoKind.String:
                sink.Append($"\"{Escaped(value.Text)}\"");
                break;
            case GoKind.Float:
                sink.Append(Number(value.Float));
                break;
            case GoKind.List:
                Sequence('[', value.List.Items.ToArray(), item => Inline(item, depth + 1), ']');
                break;
            case GoKind.Map:
                Sequence('{', [.. Sorted(value.Map)], key =>
                {
                    sink.Append($"{Key(key)} = ");
                    Inline(value.Map[key], depth + 1);
                }, '}');
                break;
            case GoKind.Object:
                Inline(value.Object.Plain, depth + 1);
                break;
            default:
                sink.Append(value.IsNil
                    ? throw new GoError("toml: cannot encode array with nil element")
                    : GoFormat.Scalar(value)!);
                break;
        }
    }

    private void Sequence<T>(char open, T[] items, Action<T> write, char close)
    {
        sink.Append(open);
        for (var i = 0; i < items.Length; i++)
        {
            sink.Append(i > 0 ? ", " : "");
            write(items[i]);
        }

        sink.Append(close);
    }

    private void NewLine()
    {
        if (sink.Length > 0)
        {
            sink.Append('\n');
        }
    }

    private static string Indent(string[] path) => new(' ', 2 * (path.Length - 1));

    private static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var text = GoNumber.Shortest(value);
        return text.AsSpan().IndexOfAny('.', 'e') < 0 ? $"{text}.0" : text;
    }

    private static string Key(string key) =>
        key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? key : $"\"{Escaped(key)}\"";

    private static string Escaped(string text) => string.Concat(text.Select(c => c switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        < ' ' or '\x7f' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        _ => c.ToString(),
    }));
}
