using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions that cut, join and search strings. Counts are of bytes.</summary>
internal static class StringFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("trim", "string", (in call) => GoValue.Of(TrimSpace(call.Text(0))));
        add("trimAll", "string string", (in call) => GoValue.Of(call.Text(1).Trim(call.Text(0).ToCharArray())));
        add("trimall", "string string", (in call) => GoValue.Of(call.Text(1).Trim(call.Text(0).ToCharArray())));
        add("trimPrefix", "string string", (in call) => GoValue.Of(
            call.Text(1).StartsWith(call.Text(0), StringComparison.Ordinal)
                ? call.Text(1)[call.Text(0).Length..] : call.Text(1)));
        add("trimSuffix", "string string", (in call) => GoValue.Of(
            call.Text(1).EndsWith(call.Text(0), StringComparison.Ordinal)
                ? call.Text(1)[..^call.Text(0).Length] : call.Text(1)));
        add("contains", "string string", (in call) =>
            GoValue.Of(call.Text(1).Contains(call.Text(0), StringComparison.Ordinal)));
        add("hasPrefix", "string string", (in call) =>
            GoValue.Of(call.Text(1).StartsWith(call.Text(0), StringComparison.Ordinal)));
        add("hasSuffix", "string string", (in call) =>
            GoValue.Of(call.Text(1).EndsWith(call.Text(0), StringComparison.Ordinal)));
        add("replace", "string string string", (in call) => GoValue.Of(Replace(call)));
        add("repeat", "int string", (in call) => GoValue.Of(Repeat(call.Integer(0), call.Text(1), call.Budget)));
        add("trunc", "int string", (in call) => GoValue.Of(Truncate(call.Integer(0), call.Text(1))));
        add("substr", "int int string", (in call) => GoValue.Of(Substring(call)));
        add("nospace", "string", (in call) => GoValue.Of(string.Concat(call.Text(0).Where(c => !IsSpace(c)))));
        add("join", "any any", (in call) => GoValue.Of(Join(call)));
        add("splitList", "string string", (in call) => GoValue.Of(GoList.Strings(Split(call))));
        add("split", "string string", (in call) => GoValue.Of(Numbered(Split(call))));
        add("splitn", "string int string", (in call) => GoValue.Of(Numbered(
            call.Text(2).Split(call.Text(0), (int)Math.Clamp(call.Integer(1), 0, int.MaxValue)))));
        add("toStrings", "any", (in call) => GoValue.Of(GoList.Strings(Texts(call[0], call.Budget))));
        add("cat", "...any", (in call) => call.Made(string.Join(' ', TextsOf(call))));
    }

    /// <summary>What a list holds, as texts; nothing is left out.</summary>
    public static IReadOnlyList<string> Texts(GoValue list, Budget budget)
    {
        if (list.Kind != GoKind.List)
        {
            return list.IsNil ? [] : [GoFormat.Print(list, budget)];
        }

        var texts = new List<string>(list.List.Count);
        foreach (var item in list.List.Items)
        {
            if (!item.IsNil)
            {
                texts.Add(GoFormat.Print(item, budget));
            }
        }

        return texts;
    }

    private static List<string> TextsOf(in FunctionCall call)
    {
        var texts = new List<string>();
        foreach (var value in call.All)
        {
            if (!value.IsNil)
            {
                texts.Add(GoFormat.Print(value, call.Budget));
            }
        }

        return texts;
    }

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    private static string TrimSpace(string bytes) =>
        System.Text.Ascii.IsValid(bytes)
            ? bytes.Trim(' ', '\t', '\n', '\v', '\f', '\r')
            : ByteText.FromUnicode(ByteText.ToUnicode(bytes).Trim());

    private static string Replace(in FunctionCall call)
    {
        var (old, fresh, text) = (call.Text(0), call.Text(1), call.Text(2));
        if (old.Length == 0)
        {
            call.Budget.Charge((text.Length + 1L) * (fresh.Length + 1));
            return fresh + string.Concat(text.Select(c => c + fresh));
        }

        // Counted before it is made, since it may be far longer than both.
        var count = Math.Max(0, fresh.Length - old.Length) == 0 ? 0 : text.AsSpan().Count(old);
        call.Budget.Charge(text.Length + ((long)count * fresh.Length));
        return text.Replace(old, fresh, StringComparison.Ordinal);
    }

    private static string Repeat(long count, string text, Budget budget)
    {
        if (count < 0)
        {
            throw new GoError("strings: negative Repeat count");
        }

        budget.Charge(checked((long)Math.Min(count, int.MaxValue) * text.Length));
        return text.Length == 0 ? "" : new System.Text.StringBuilder().Insert(0, text, (int)count).ToString();
    }

    private static string Truncate(long count, string text) =>
        count < 0 && text.Length + count > 0 ? text[(int)(text.Length + count)..]
            : count >= 0 && text.Length > count ? text[..(int)count]
            : text;

    private static string Substring(in FunctionCall call)
    {
        var (start, end, text) = (call.Integer(0), call.Integer(1), call.Text(2));
        if (start < 0)
        {
            return end >= 0 && end <= text.Length ? text[..(int)end] : text;
        }

        var last = end < 0 || end > text.Length ? text.Length : end;
        return start <= last
            ? text[(int)start..(int)last]
            : throw new GoError($"runtime error: slice bounds out of range [{start}:{last}]");
    }

    private static string Join(in FunctionCall call)
    {
        var separator = GoFormat.Print(call[0], call.Budget);
        var texts = Texts(call[1], call.Budget);
        call.Budget.Charge(texts.Sum(text => (long)text.Length) + ((long)separator.Length * texts.Count));
        return string.Join(separator, texts);
    }

    /// <summary>An empty separator splits into characters.</summary>
    private static string[] Split(in FunctionCall call)
    {
        var (separator, text) = (call.Text(0), call.Text(1));
        call.Budget.Step(text.Length);
        return separator.Length > 0
            ? text.Split(separator)
            : [.. ByteText.ToUnicode(text).EnumerateRunes().Select(rune => ByteText.FromUnicode(rune.ToString()))];
    }

    private static GoMap Numbered(string[] parts)
    {
        var map = new GoMap("map[string]string");
        for (var i = 0; i < parts.Length; i++)
        {
            map[$"_{i}"] = GoValue.Of(parts[i]);
        }

        return map;
    }
}
