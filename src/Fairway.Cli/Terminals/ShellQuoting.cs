namespace Fairway.Cli.Terminals;

/// <summary>Words that a POSIX shell reads back as they are.</summary>
internal static class ShellQuoting
{
    /// <summary>The text itself where no character of it means anything to a shell, else in single quotes.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(IsPlain) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || "/._-+,:=@%".Contains(character, StringComparison.Ordinal);
}
