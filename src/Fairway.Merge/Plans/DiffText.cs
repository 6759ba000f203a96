using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Fairway.Merge.Values;

namespace Fairway.Merge.Plans;

/// <summary>Changes for a terminal: plain text, which callers colour by the sign that a line begins with.</summary>
public static class DiffText
{
    private const int LongestValue = 160;
    private const int MostLines = 40;

    /// <summary>
    /// The changes, under their objects, in the order given: <c>~ path: before -> after</c>, <c>+ path: value</c>,
    /// <c>- path: value</c>, after <c>!</c> where it needs an approval or is refused, <c>=</c> where the live value
    /// stays, with a line that says why. Values of Secrets
    /// are hidden. Ends with a line end unless there is nothing to say.
    /// </summary>
    public static string Write(IEnumerable<JudgedChange> changes, SecretMask mask)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(mask);
        var text = new StringBuilder();
        ObjectRef? shown = null;
        foreach (var change in changes)
        {
            if (shown != change.Object)
            {
                shown = change.Object;
                text.Append(CultureInfo.InvariantCulture, $"{change.Object}\n");
            }

            Append(text, change, mask);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, JudgedChange judged, SecretMask mask)
    {
        var change = judged.Change;
        var before = mask.Show(judged.Object, change.Path, change.Before);
        var after = mask.Show(judged.Object, change.Path, change.After);
        text.Append(judged.Verdict.Kind is VerdictKind.Allow or VerdictKind.KeepLive ? "  " : "! ");
        text.Append(change.Kind switch
        {
            _ when judged.Verdict.Kind == VerdictKind.KeepLive => '=',
            ChangeKind.Add => '+',
            ChangeKind.Remove => '-',
            _ => '~',
        });
        text.Append(' ').Append(Place(change));
        if (!change.Path.IsRoot)
        {
            AppendValues(text, before, after);
        }

        text.Append(change switch
        {
            { Conflicts: true } => " (was changed by others too)",
            { Cause: ChangeCause.Drift } => " (drift)",
            _ => "",
        }).Append('\n');
        AppendLines(text, before, after);
        if (judged.Verdict is { Rule.Length: > 0 } verdict)
        {
            var words = VerdictWord.Phrase(verdict);
            text.Append(CultureInfo.InvariantCulture, $"      {words} ({verdict.Rule}): {verdict.Why}\n");
        }
    }

    private static string Place(FieldChange change) =>
        !change.Path.IsRoot ? change.Path.Text
        : change.Kind == ChangeKind.Remove ? "the object goes"
        : "the object is made";

    private static void AppendValues(StringBuilder text, JsonNode? before, JsonNode? after)
    {
        text.Append(": ");
        if (before is not null)
        {
            AppendValue(text, before);
        }

        if (before is not null && after is not null)
        {
            text.Append(" -> ");
        }

        if (after is not null)
        {
            AppendValue(text, after);
        }
    }

    private static void AppendValue(StringBuilder text, JsonNode value)
    {
        if (Lines(value) is { Length: > 1 } lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"({lines.Length} lines)");
            return;
        }

        var json = value.GetValueKind() == JsonValueKind.String && Plain(value.GetValue<string>()) is { } plain
            ? plain
            : CanonicalJson.Text(value);
        text.Append(json.Length <= LongestValue ? json
            : $"{json[..LongestValue]}... ({json.Length - LongestValue} characters more)");
    }

    /// <summary>A text that is not mistaken for something else without quotes.</summary>
    private static string? Plain(string text) =>
        text.Length > 0 && !text.Any(c => char.IsControl(c) || c is '"' or '{' or '[')
        && text.Trim().Length == text.Length && !char.IsAsciiDigit(text[0]) && text[0] != '-'
        && text is not ("true" or "false" or "null")
            ? text
            : null;

    /// <summary>What differs between two texts of several lines, from the first line that differs to the
    /// last.</summary>
    private static void AppendLines(StringBuilder text, JsonNode? before, JsonNode? after)
    {
        if (Lines(before) is not { } old || Lines(after) is not { } made || old.Length + made.Length < 3)
        {
            return;
        }

        var start = old.AsSpan().CommonPrefixLength(made);
        var end = 0;
        while (end < Math.Min(old.Length, made.Length) - start && old[^(end + 1)] == made[^(end + 1)])
        {
            end++;
        }

        AppendSome(text, "- ", old.AsSpan(start, old.Length - start - end));
        AppendSome(text, "+ ", made.AsSpan(start, made.Length - start - end));
    }

    private static void AppendSome(StringBuilder text, string sign, ReadOnlySpan<string> lines)
    {
        foreach (var line in lines[..Math.Min(lines.Length, MostLines)])
        {
            text.Append("      ").Append(sign).Append(Printable(line)).Append('\n');
        }

        if (lines.Length > MostLines)
        {
            text.Append(CultureInfo.InvariantCulture, $"      {sign}({lines.Length - MostLines} lines more)\n");
        }
    }

    private static string Printable(string line) =>
        line.Any(char.IsControl) ? string.Concat(line.Select(c => char.IsControl(c) && c != '\t' ? '?' : c)) : line;

    private static string[]? Lines(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>().TrimEnd('\n').Split('\n') : null;
}
