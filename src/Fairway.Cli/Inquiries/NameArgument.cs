using System.CommandLine;

namespace Fairway.Cli.Inquiries;

/// <summary>A name that may stand as an argument or as an option, or be left out.</summary>
internal sealed class NameArgument
{
    private readonly Argument<string?> argument;
    private readonly Option<string?> option;

    /// <summary>Adds both to a command.</summary>
    public NameArgument(Command command, string name, string alias, string description)
    {
        argument = new Argument<string?>(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };
        option = new Option<string?>(alias) { Description = $"The same as {name}" };
        command.Add(argument);
        command.Add(option);
    }

    /// <summary>The name; null where it is left out.</summary>
    public string? Value(ParseResult parsed) => parsed.GetValue(argument) ?? parsed.GetValue(option);
}
