using Fairway.Cli;
using Fairway.Cli.Terminals;

namespace Fairway.Tests.Cli;

/// <summary>Runs a command line in the process, as a pipe sees it.</summary>
internal static class CommandLine
{
    public static async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var terminal = new Terminal(output, error, IsInteractive: false);
        var code = await FairwayProgram.RunAsync(arguments, terminal, TimeProvider.System);
        return (code, output.ToString(), error.ToString());
    }
}
