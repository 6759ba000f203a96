using System.CommandLine;

namespace Fairway.Cli.Terminals;

/// <summary>The option that says whether a command's output has colours.</summary>
internal sealed class ColourOption
{
    private readonly Option<string> option = new("--color")
    {
        Description = "auto, always or never; auto honours NO_COLOR",
        DefaultValueFactory = _ => "auto",
    };

    /// <summary>Adds the option to a command.</summary>
    public ColourOption(Command command)
    {
        option.AcceptOnlyFromAmong("auto", "always", "never");
        command.Add(option);
    }

    /// <summary>Writes changes to standard output, in colours by the sign that a line begins with.</summary>
    public void Write(ParseResult parsed, Terminal terminal, string text)
    {
        var hasColour = parsed.GetValue(option) switch { "always" => true, "never" => false, _ => terminal.HasColour };
        terminal.Out.Write(hasColour ? Painted.Of(text) : text);
    }
}
