using System.CommandLine;
using Fairway.Cli.Charts;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway chart lint</c>: says what is wrong with a chart, and what is likely to be.</summary>
internal static class ChartLintCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, TimeProvider time, Func<Stream> standardInput)
    {
        var command = new Command("lint", "Say what is wrong with a chart, rendered with its own values and these.");
        var input = new ChartInput(command, time, standardInput);
        command.SetAction((parsed, cancel) =>
        {
            var (chart, rendered) = input.Render(parsed, cancel);
            var findings = ChartFindings.Of(rendered).ToList();
            foreach (var finding in findings)
            {
                terminal.Out.WriteLine(finding.ToString());
            }

            var errors = findings.Count(finding => finding.IsError);
            terminal.Out.WriteLine(
                $"{chart.Name} {chart.Version}: {Counts.Of(rendered.Objects.Count, "object")}, "
                + $"{Counts.Of(rendered.Hooks.Count, "hook")}, {Counts.Of(errors, "error")}, "
                + Counts.Of(findings.Count - errors, "warning"));
            return Task.FromResult(errors > 0 ? ExitCodes.Failed : ExitCodes.Ok);
        });
        return command;
    }
}
