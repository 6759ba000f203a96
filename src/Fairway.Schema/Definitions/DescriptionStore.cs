using System.Text;

namespace Fairway.Schema.Definitions;

/// <summary>
/// The descriptions of the built-in kinds, one line each. Kept as UTF-8 with the beginnings of the lines: only OpenAPI
/// asks for them, once for each document, and as strings they would cost twice the memory for ever.
/// </summary>
internal sealed class DescriptionStore
{
    private static readonly Lazy<DescriptionStore> Shared = new(() => new DescriptionStore());

    private readonly byte[] text;
    private readonly int[] starts;

    private DescriptionStore()
    {
        text = Packed.Read("descriptions.br");
        var found = new List<int>(8192) { 0 };
        for (var at = text.AsSpan().IndexOf((byte)'\n'); at >= 0;)
        {
            found.Add(at + 1);
            var next = text.AsSpan(at + 1).IndexOf((byte)'\n');
            at = next < 0 ? -1 : at + 1 + next;
        }

        starts = [.. found];
    }

    /// <summary>The description of this number; empty for a negative one.</summary>
    public static string Text(int number) => number < 0 ? "" : Shared.Value.Line(number);

    private string Line(int number)
    {
        var line = Encoding.UTF8.GetString(text, starts[number], starts[number + 1] - 1 - starts[number]);
        return line.Contains('\\', StringComparison.Ordinal) ? Unescape(line) : line;
    }

    private static string Unescape(string line)
    {
        var plain = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            plain.Append(c != '\\' ? c : line[++i] == 'n' ? '\n' : '\\');
        }

        return plain.ToString();
    }
}
