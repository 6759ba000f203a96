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
            ClusterCommand.Create(verb),
            WhyCommand.Create(verb),
            MatrixCommand.Create(verb),
            StopCommand.Create(verb),
            WindowCommand.Create(verb),
        };
        AddOthers(root, terminal, time);
        root.SetAction(_ => root.Parse("--help").Invoke(new InvocationConfiguration { Output = terminal.Out }));
        return root;
    }

    /// <summary>What is not a verb on a meta cluster.</summary>
    private static void AddOthers(RootCommand root, Terminal terminal, TimeProvider time)
    {
        root.Add(UpCommand.Create(terminal, time));
        root.Add(DemoCommand.Create(terminal, time));
        root.Add(ManagerCommand.Create(terminal, time));
        root.Add(TenantCommand.Create(terminal, time));
        root.Add(ChartCommand.Create(terminal, time, Console.OpenStandardInput));
        root.Add(VersionCommand.Create(terminal));
        root.Add(CompletionCommand.Create(terminal));
    }
}
