using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Yaml;

namespace Fairway.Cli.Terminals;

/// <summary><c>-o json|yaml</c>.</summary>
internal sealed class OutputOption
{
    private readonly Option<string?> option;

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="what">What is written then.</param>
    public OutputOption(Command command, string what)
    {
        option = new Option<string?>("--output", "-o") { Description = $"json or yaml: {what}" };
        option.AcceptOnlyFromAmong("json", "yaml");
        command.Add(option);
    }

    /// <summary>Whether it was given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(option) is not null;

    /// <summary>Writes a document to standard output in the form that was asked for.</summary>
    public void Write(ParseResult parsed, Terminal terminal, JsonNode document) => terminal.Out.Write(
        parsed.GetValue(option) == "yaml"
            ? Encoding.UTF8.GetString(YamlText.Write(document))
            : IndentedJson.Text(document));
}
