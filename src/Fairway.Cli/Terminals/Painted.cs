namespace Fairway.Cli.Terminals;

/// <summary>Changes in colours: additions, removals, changes and dangers by the sign that a line begins with, headings
/// bold.</summary>
internal static class Painted
{
    private const string End = "\u001b[0m";

    /// <summary>The text with colours; without them it is the same text.</summary>
    public static string Of(string text) => string.Join('\n', text.Split('\n').Select(Line));

    private static string Line(string line)
    {
        var rest = line.AsSpan().TrimStart();
        if (rest.Length == 0)
        {
            return line;
        }

        var colour = rest switch
        {
            ['!', ' ', ..] => "31;1",
            ['+', ' ', ..] => "32",
            ['-', ' ', ..] => "31",
            ['~', ' ', ..] => "33",
            _ when rest.Length == line.Length => "1",
            _ => null,
        };
        return colour is null ? line : $"\u001b[{colour}m{line}{End}";
    }
}
