using System.CommandLine;
using System.CommandLine.Parsing;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Commands;

/// <summary>Tells what is wrong with a command line.</summary>
internal static class UsageFailure
{
    private const int NearEnough = 2;

    /// <summary>One line: the first error, the word that was meant if one is near, and where to read more.</summary>
    public static int Tell(ParseResult parsed, Terminal terminal)
    {
        var words = parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var message = string.Join(' ', words).TrimEnd('.');
        var meant = parsed.UnmatchedTokens.Select(token => Nearest(token, Known(parsed))).FirstOrDefault();
        var question = meant is null ? "" : $", did you mean {meant}?";
        terminal.Say($"{message}{question}; see {CommandPath(parsed)} --help");
        return ExitCodes.Usage;
    }

    /// <summary>The known word that is at most two edits away from what was typed, or null.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known) => known
        .Select(word => (Word: word, Edits: Edits(typed, word)))
        .Where(candidate => candidate.Edits <= NearEnough && candidate.Edits < candidate.Word.Length)
        .OrderBy(candidate => candidate.Edits)
        .ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
        .Select(candidate => candidate.Word)
        .FirstOrDefault();

    private static IEnumerable<string> Known(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return command.Subcommands.Select(child => child.Name).Concat(command.Options.Select(option => option.Name));
    }

    private static string CommandPath(ParseResult parsed)
    {
        var path = "";
        SymbolResult? at = parsed.CommandResult;
        while (at is CommandResult { Command: not RootCommand and var command })
        {
            path = $" {command.Name}{path}";
            at = at.Parent;
        }

        return $"fairway{path}";
    }

    /// <summary>Levenshtein's distance, a row at a time.</summary>
    private static int Edits(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
