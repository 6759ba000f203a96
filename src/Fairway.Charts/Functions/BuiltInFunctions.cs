using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Go's own functions, but for comparisons.</summary>
internal static class BuiltInFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("and", "any ...any", (in call) => call[0]);
        add("or", "any ...any", (in call) => call[0]);
        add("not", "any", (in call) => GoValue.Of(!call[0].IsTrue));
        add("len", "value", (in call) => GoValue.OfInt(Length(call[0])));
        add("index", "any ...any", (in call) => Index(call));
        add("print", "...any", (in call) => call.Made(Print(call)));
        add("println", "...any", (in call) => call.Made(PrintLine(call)));
        add("printf", "string ...any", (in call) =>
            GoValue.Of(GoPrintf.Print(call.Text(0), call.From(1), call.Budget)));
        add("html", "...any", (in call) => call.Made(Html(call)));
        add("js", "...any", (in call) => call.Made(Script(call)));

        // Nothing that a template of Helm can reach is a function value; and so the call is always refused.
        add("call", "any ...any", (in call) => throw new GoError(
            call[0].IsNil ? "call of nil" : $"non-function {call.Written(0)} of type {call[0].TypeName}"));
        add("urlquery", "...any", (in call) => call.Made(Query(call)));
    }

    private static long Length(GoValue value) => value.Kind switch
    {
        GoKind.String => value.Text.Length,
        GoKind.List => value.List.Count,
        GoKind.Map => value.Map.Count,
        GoKind.Object => Length(value.Object.Plain),
        GoKind.Nil => throw new GoError("len of nil pointer"),
        GoKind.Invalid =>
            throw new GoError("reflect: call of reflect.Value.Type on zero Value"),
        _ => throw new GoError($"len of type {value.TypeName}"),
    };

    private static GoValue Index(in FunctionCall call)
    {
        var item = call[0];
        if (item.IsNil)
        {
            throw new GoError("index of untyped nil");
        }

        foreach (var index in call.From(1))
        {
            item = item.Kind switch
            {
                GoKind.Invalid or GoKind.Nil => throw new GoError("index of nil pointer"),
                GoKind.List => item.List[Position(index, item.List.Count)],
                GoKind.String => GoValue.OfByte((byte)item.Text[Position(index, item.Text.Length)]),
                GoKind.Map => item.Map[Key(index)],
                _ => throw new GoError($"can't index item of type {item.TypeName}"),
            };
        }

        return item;
    }

    private static int Position(GoValue index, int length)
    {
        if (!index.IsInteger)
        {
            throw new GoError(
                index.IsNil
                    ? "cannot index slice/array with nil"
                    : $"cannot index slice/array with type {index.TypeName}");
        }

        return index.Integer >= 0 && index.Integer < length
            ? (int)index.Integer
            : throw new GoError($"index out of range: {index.Integer}");
    }

    private static string Key(GoValue index) => index.Kind switch
    {
        GoKind.String => index.Text,
        GoKind.Invalid or GoKind.Nil => throw new GoError("value is nil; should be of type string"),
        _ => throw new GoError($"value has type {index.TypeName}; should be string"),
    };

    /// <summary>A space stands only between two that are no strings.</summary>
    private static string Print(in FunctionCall call)
    {
        var sink = new TextSink(call.Budget);
        for (var i = 0; i < call.Count; i++)
        {
            if (i > 0 && call[i].Kind != GoKind.String && call[i - 1].Kind != GoKind.String)
            {
                sink.Append(' ');
            }

            sink.Append(GoFormat.Print(call[i], call.Budget));
        }

        return sink.ToString();
    }

    private static string PrintLine(in FunctionCall call)
    {
        var sink = new TextSink(call.Budget);
        for (var i = 0; i < call.Count; i++)
        {
            sink.Append(i > 0 ? " " : "");
            sink.Append(GoFormat.Print(call[i], call.Budget));
        }

        sink.Append('\n');
        return sink.ToString();
    }

    private static string Html(in FunctionCall call)
    {
        var text = call is { Count: 1 } ? GoFormat.PrintResult(call[0], call.Budget) : Print(call);
        return text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal)
            .Replace("'", "&#39;", StringComparison.Ordinal).Replace("\0", "\ufffd", StringComparison.Ordinal);
    }

    /// <summary>As Go escapes for a string of JavaScript.</summary>
    private static string Script(in FunctionCall call)
    {
        var text = call is { Count: 1 } ? GoFormat.PrintResult(call[0], call.Budget) : Print(call);
        var sink = new TextSink(call.Budget);
        foreach (var rune in ByteText.ToUnicode(text).EnumerateRunes())
        {
            sink.Append(rune.Value switch
            {
                '\\' => @"\\",
                '\'' => @"\'",
                '"' => "\\\"",
                '<' or '>' or '&' or '=' => $"\\u{rune.Value:X4}",
                < ' ' => $"\\u{rune.Value:X4}",
                _ when rune.IsAscii || IsPrinted(rune) => ByteText.FromUnicode(rune.ToString()),
                _ => $"\\u{rune.Value:X4}",
            });
        }

        return sink.ToString();
    }

    private static bool IsPrinted(System.Text.Rune rune) =>
        System.Text.Rune.IsLetterOrDigit(rune) || System.Text.Rune.IsPunctuation(rune)
        || System.Text.Rune.IsSymbol(rune);

    private static string Query(in FunctionCall call)
    {
        var text = call is { Count: 1 } ? GoFormat.PrintResult(call[0], call.Budget) : Print(call);
        var sink = new TextSink(call.Budget);
        foreach (var c in text)
        {
            sink.Append(
                c == ' ' ? "+"
                    : char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' ? c.ToString()
                    : $"%{(int)c:X2}");
        }

        return sink.ToString();
    }
}
