namespace Fairway.Conformance.Hosts;

/// <summary>How a command ended, and what it printed.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"$ {Command}\nexit code {ExitCode}\n{Output}{Errors}";
}
