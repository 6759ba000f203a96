using System.CommandLine;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway chart</c>: renders and checks Helm charts without a cluster.</summary>
internal static class ChartCommand
{
    /// <summary>The command with its subcommands.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="time">What templates take for the present.</param>
    /// <param name="standardInput">What <c>-f -</c> reads.</param>
    public static Command Create(Terminal terminal, TimeProvider time, Func<Stream> standardInput) =>
        new("chart", "Render and check Helm charts.")
        {
            ChartRenderCommand.Create(terminal, time, standardInput),
            ChartLintCommand.Create(terminal, time, standardInput),
        };
}
