using System.CommandLine;
using Fairway.Cli.Connections;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Displays;

/// <summary><c>-o</c> and <c>--watch</c> of the verbs that show something.</summary>
internal sealed class DisplayOptions
{
    private readonly OutputOption output;

    private readonly Option<bool> watch = new("--watch", "-w")
    {
        Description = "Go on, and show what changes, until Ctrl-C; -o json gives an object a line then",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="what">What programs get.</param>
    /// <param name="more">The forms that it has beside JSON and YAML: <see cref="OutputOption.Wide"/>,
    /// <see cref="OutputOption.Name"/>.</param>
    public DisplayOptions(Command command, string what, params string[] more)
    {
        output = new OutputOption(command, what, more);
        command.Add(watch);
    }

    /// <summary>The form that was asked for.</summary>
    public DisplayForm Form(ParseResult parsed) => output.Form(parsed);

    /// <summary>Whether any of them was given.</summary>
    public bool IsGiven(ParseResult parsed) => output.IsGiven(parsed) || parsed.GetValue(watch);

    /// <summary>Shows it, in the form and for as long as was asked; gives the exit code.</summary>
    public async Task<int> ShowAsync(ParseResult parsed, MetaSession session, DisplaySource source)
    {
        var form = Form(parsed);
        if (parsed.GetValue(watch))
        {
            await new DisplayWatch(session, source, form).RunAsync();
            return ExitCodes.Ok;
        }

        var display = await source.ReadAsync();
        session.Terminal.Out.Write(DisplayText.Of(display, form));
        var isForPeople = form is DisplayForm.Text or DisplayForm.Wide;
        if (isForPeople && (display.Rows.Count == 0 ? display.Empty : display.Note) is { } says)
        {
            session.Terminal.Say(says);
        }

        return display.ExitCode;
    }
}
