using System.CommandLine;
using Fairway.Charts;
using Fairway.Cli.Charts;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway chart render</c>: prints what a chart makes of values, as <c>helm template</c> does.</summary>
internal sealed class ChartRenderCommand
{
    private const string Yaml = "yaml";
    private const string Json = "json";

    private readonly Terminal terminal;
    private readonly ChartInput input;

    private readonly Option<string[]> showOnly = new("--show-only", "-s")
    {
        Description = "Print only what is from these templates: templates/service.yaml",
        HelpName = "PATTERN",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> crds = new("--include-crds") { Description = "Print the files below crds/ too" };

    private readonly Option<string> output = new("--output", "-o")
    {
        Description = "yaml, or json with the template and line of each object",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => Yaml,
    };

    private ChartRenderCommand(Terminal terminal, TimeProvider time, Func<Stream> standardInput, Command command)
    {
        this.terminal = terminal;
        input = new ChartInput(command, time, standardInput);
        output.AcceptOnlyFromAmong(Yaml, Json);
        command.Add(showOnly);
        command.Add(crds);
        command.Add(output);
        command.SetAction((parsed, cancel) => Task.FromResult(Run(parsed, cancel)));
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, TimeProvider time, Func<Stream> standardInput)
    {
        var command = new Command("render", "Print what a chart makes of values, as helm template does.");
        _ = new ChartRenderCommand(terminal, time, standardInput, command);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancel)
    {
        var (chart, rendered) = input.Render(parsed, cancel);
        try
        {
            terminal.Out.Write(Text(parsed, rendered));
        }
        catch (ChartException fault)
        {
            throw ChartOpening.Failure(chart.Name, fault, input.IsVerbose(parsed));
        }

        foreach (var warning in rendered.Warnings)
        {
            terminal.Say($"warning: {warning}");
        }

        return ExitCodes.Ok;
    }

    private string Text(ParseResult parsed, RenderedChart rendered)
    {
        var includesCrds = parsed.GetValue(crds);
        return parsed.GetValue(output) == Json ? IndentedJson.Text(RenderedJson.Of(rendered, includesCrds))
            : parsed.GetValue(showOnly) is { Length: > 0 } patterns ? rendered.Show(patterns, includesCrds)
            : rendered.Print(includesCrds);
    }
}
