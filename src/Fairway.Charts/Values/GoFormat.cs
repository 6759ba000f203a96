using System.Globalization;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Values;

/// <summary>Values as Go's <c>%v</c> prints them.</summary>
internal static class GoFormat
{
    // A map that holds itself would print without end.
    private const int MostDepth = 200;

    public static string Print(GoValue value, Budget budget)
    {
        if (Scalar(value) is { } text)
        {
            return text;
        }

        var sink = new TextSink(budget);
        Print(value, sink, 0);
        return sink.ToString();
    }

    /// <summary>As an action prints it: nothing at all is <c>&lt;no value&gt;</c>.</summary>
    public static string PrintResult(GoValue value, Budget budget) =>
        value.IsNil ? "<no value>" : Print(value, budget);

    /// <summary>Null for what holds others.</summary>
    public static string? Scalar(GoValue value) => value.Kind switch
    {
        GoKind.String => value.Text,
        GoKind.Bool => value.Bool ? "true" : "false",
        GoKind.Float => GoNumber.Shortest(value.Float),
        GoKind.Invalid or GoKind.Nil => "<nil>",
        GoKind.List or GoKind.Map or GoKind.Object => null,
        _ => value.Integer.ToString(CultureInfo.InvariantCulture),
    };

    private static void Print(GoValue value, TextSink sink, int depth)
    {
        if (depth > MostDepth)
        {
            throw new GoError("the value holds itself, or is nested too deeply to be printed");
        }

        switch (value.Kind)
        {
            case GoKind.List:
                PrintList(value.List, sink, depth);
                break;
            case GoKind.Map:
                PrintMap(value.Map, sink, depth);
                break;
            case GoKind.Object:
                Print(value.Object.Printed, sink, depth + 1);
                break;
            default:
                sink.Append(Scalar(value)!);
                break;
        }
    }

    private static void PrintList(GoList list, TextSink sink, int depth)
    {
        sink.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
            {
                sink.Append(' ');
            }

            Print(list[i], sink, depth + 1);
        }

        sink.Append(']');
    }

    private static void PrintMap(GoMap map, TextSink sink, int depth)
    {
        sink.Append("map[");
        var first = true;
        foreach (var key in map.SortedKeys())
        {
            if (!first)
            {
                sink.Append(' ');
            }

            first = false;
            sink.Append(key);
            sink.Append(':');
            Print(map[key], sink, depth + 1);
        }

        sink.Append(']');
    }
}
