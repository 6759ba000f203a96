namespace Fairway.Cli.Terminals;

/// <summary>Where a command writes: data to <see cref="Out"/>, progress and errors to <see cref="Error"/>.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsInteractive">Whether a person watches standard error: live display is wanted.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    /// <summary>Whether what goes to <see cref="Out"/> may have colours.</summary>
    public bool HasColour { get; init; }

    /// <summary>Asks a person for yes or no; null where nobody can be asked.</summary>
    public Func<string, bool>? Ask { get; init; }

    /// <summary>The process's own. A dumb terminal, or NO_COLOR with none, gets plain lines.</summary>
    public static Terminal OfProcess() => new(
        Console.Out,
        Console.Error,
        !Console.IsErrorRedirected && IsCapable())
    {
        HasColour = !Console.IsOutputRedirected && IsCapable()
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        Ask = Console.IsErrorRedirected || Console.IsInputRedirected ? null : AskPerson,
    };

    private static bool AskPerson(string question)
    {
        Console.Error.Write(question);
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static bool IsCapable() =>
        Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>What stands before each line about what goes on, such as the time of a simulation; null for
    /// nothing.</summary>
    public Func<string>? Stamp { get; init; }

    /// <summary>One line about what goes on.</summary>
    public void Say(string line) => Error.WriteLine($"{Stamp?.Invoke() ?? "fairway:"} {line}");
}
