namespace Fairway.Cli.Terminals;

/// <summary>Where a command writes: data to <see cref="Out"/>, progress and errors to <see cref="Error"/>.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsInteractive">Whether a person watches standard error: live display is wanted.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    /// <summary>The process's own. A dumb terminal, or NO_COLOR with none, gets plain lines.</summary>
    public static Terminal OfProcess() => new(
        Console.Out,
        Console.Error,
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb");

    /// <summary>One line about what goes on.</summary>
    public void Say(string line) => Error.WriteLine($"fairway: {line}");
}
