using System.CommandLine;
using Fairway.Cli.Commands;
using Fairway.Cli.Connections;
using Fairway.Cli.Terminals;

namespace Fairway.Cli;

/// <summary>The program, from the command line to the exit code.</summary>
internal static class FairwayProgram
{
    /// <summary>Runs a command. Whatever happens is told in one line; no stack trace reaches the user.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, TimeProvider time)
    {
        try
        {
            var parsed = Root(terminal, time).Parse(arguments);
            if (parsed.Errors.Count > 0)
            {
                return UsageFailure.Tell(parsed, terminal);
            }

            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Out,
                Error = terminal.Error,
            });
        }
        catch (CliFailure failure)
        {
            terminal.Say(failure.Message);
            return failure.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            terminal.Say(exception.Message);
        }
        catch (Exception exception)
        {
            var cause = $"{exception.GetType().Name}: {exception.Message}".ReplaceLineEndings(" ");
            terminal.Say($"this is a defect of fairway, please report it: {cause}");
        }

        return ExitCodes.Failed;
    }

    private static RootCommand Root(Terminal terminal, TimeProvider time)
    {
        var verb = new MetaVerb(terminal, time);
        var root = new RootCommand("Fairway manages the infrastructure of a fleet of Kubernetes clusters.")
        {
            UpCommand.Create(terminal, time),
            DemoCommand.Create(terminal, time),
            ManagerCommand.Create(terminal, time),
            TenantCommand.Create(terminal, time),
            ChartCommand.Create(terminal, time, Console.OpenStandardInput),
            ComponentCommand.Create(verb),
            PlanCommand.Create(verb),
            ActCommand.Apply(verb),
            ActCommand.Rollback(verb),
            ActCommand.Adopt(verb),
            DiffCommand.Create(verb),
            HistoryCommand.Create(verb),
            ExplainCommand.Create(verb),
            MetaCommand.Create(verb),
            ReleaseCommand.Create(verb),
            RolloutCommand.Create(verb),
            WhyCommand.Create(verb),
            MatrixCommand.Create(verb),
            StopCommand.Create(verb),
            WindowCommand.Create(verb),
        };
        root.Add(VersionCommand.Create(terminal));
        root.Add(CompletionCommand.Create(terminal));
        root.SetAction(_ => root.Parse("--help").Invoke(new InvocationConfiguration { Output = terminal.Out }));
        return root;
    }
}
