namespace Fairway.Cli;

/// <summary>An end that the user caused or can mend: one line that says what, where and what to do.</summary>
internal sealed class CliFailure(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the shell is told.</summary>
    public int ExitCode { get; init; } = ExitCodes.Failed;
}
