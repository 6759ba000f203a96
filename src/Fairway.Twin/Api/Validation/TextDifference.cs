using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>
/// What differs between two values, line by line of their indented JSON, in the unified form with three lines around.
/// It finds the lines that stay as Python's difflib does, longest block first, as that is what the reference server's
/// messages come from.
/// </summary>
internal static class TextDifference
{
    private const int Around = 3;

    // From so many lines on, lines that come often do not begin a block.
    private const int Long = 200;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The difference; empty where there is none.</summary>
    public static string Of(JsonNode? before, JsonNode? after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var changes = Changes(Blocks(old, now)).ToList();
        var text = new StringBuilder();
        for (var i = 0; i < changes.Count;)
        {
            var last = i;
            while (last + 1 < changes.Count && changes[last + 1].From - changes[last].To <= 2 * Around)
            {
                last++;
            }

            Write(text, old, now, changes[i..(last + 1)]);
            i = last + 1;
        }

        return text.ToString();
    }

    private static string[] Lines(JsonNode? value) =>
        (value?.ToJsonString(Indented) ?? "null").Replace("\r", "", StringComparison.Ordinal).Split('\n');

    private static void Write(StringBuilder text, string[] old, string[] now, List<Change> changes)
    {
        var before = Math.Min(Around, changes[0].From);
        var after = Math.Min(Around, old.Length - changes[^1].To);
        var (from, to) = (changes[0].From - before, changes[^1].To + after);
        var (newFrom, newTo) = (changes[0].NewFrom - before, changes[^1].NewTo + after);
        text.Append(CultureInfo.InvariantCulture, $"@@ -{Span(from, to)} +{Span(newFrom, newTo)} @@\n");
        var at = from;
        foreach (var change in changes)
        {
            Append(text, ' ', old[at..change.From]);
            Append(text, '-', old[change.From..change.To]);
            Append(text, '+', now[change.NewFrom..change.NewTo]);
            at = change.To;
        }

        Append(text, ' ', old[at..to]);
    }

    private static void Append(StringBuilder text, char mark, string[] lines)
    {
        foreach (var line in lines)
        {
            text.Append(mark).Append(line).Append('\n');
        }
    }

    private static string Span(int from, int to) => (to - from) switch
    {
        1 => string.Create(CultureInfo.InvariantCulture, $"{from + 1}"),
        0 => string.Create(CultureInfo.InvariantCulture, $"{from},0"),
        var length => string.Create(CultureInfo.InvariantCulture, $"{from + 1},{length}"),
    };

    /// <summary>What lies between the blocks that stay.</summary>
    private static IEnumerable<Change> Changes(List<Block> blocks)
    {
        var (at, newAt) = (0, 0);
        foreach (var block in blocks)
        {
            if (at < block.Old || newAt < block.New)
            {
                yield return new Change(at, block.Old, newAt, block.New);
            }

            (at, newAt) = (block.Old + block.Size, block.New + block.Size);
        }
    }

    private static List<Block> Blocks(string[] old, string[] now)
    {
        var places = Places(now);
        var found = new List<Block>();
        var open = new Stack<(int From, int To, int NewFrom, int NewTo)>([(0, old.Length, 0, now.Length)]);
        while (open.TryPop(out var part))
        {
            var block = Longest(old, now, places, part);
            if (block.Size > 0)
            {
                found.Add(block);
                open.Push((part.From, block.Old, part.NewFrom, block.New));
                open.Push((block.Old + block.Size, part.To, block.New + block.Size, part.NewTo));
            }
        }

        found.Sort((a, b) => a.Old.CompareTo(b.Old));
        found.Add(new Block(old.Length, now.Length, 0));
        return found;
    }

    private static Dictionary<string, List<int>> Places(string[] lines)
    {
        var places = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            if (!places.TryGetValue(lines[i], out var at))
            {
                at = [];
                places[lines[i]] = at;
            }

            at.Add(i);
        }

        if (lines.Length >= Long)
        {
            foreach (var line in lines.Distinct().Where(l => places[l].Count > (lines.Length / 100) + 1))
            {
                places.Remove(line);
            }
        }

        return places;
    }

    private static Block Longest(
        string[] old, string[] now, Dictionary<string, List<int>> places,
        (int From, int To, int NewFrom, int NewTo) part)
    {
        var best = new Block(part.From, part.NewFrom, 0);
        var lengths = new Dictionary<int, int>();
        for (var i = part.From; i < part.To; i++)
        {
            var next = new Dictionary<int, int>();
            foreach (var j in places.GetValueOrDefault(old[i], []).Where(j => j >= part.NewFrom && j < part.NewTo))
            {
                var length = lengths.GetValueOrDefault(j - 1) + 1;
                next[j] = length;
                best = length > best.Size ? new Block(i - length + 1, j - length + 1, length) : best;
            }

            lengths = next;
        }

        var (from, newFrom, size) = (best.Old, best.New, best.Size);
        while (from > part.From && newFrom > part.NewFrom && old[from - 1] == now[newFrom - 1])
        {
            (from, newFrom, size) = (from - 1, newFrom - 1, size + 1);
        }

        while (from + size < part.To && newFrom + size < part.NewTo && old[from + size] == now[newFrom + size])
        {
            size++;
        }

        return new Block(from, newFrom, size);
    }

    private readonly record struct Block(int Old, int New, int Size);

    private readonly record struct Change(int From, int To, int NewFrom, int NewTo);
}
