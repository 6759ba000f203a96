using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Cli.Displays;
using Fairway.Schema.Yaml;

namespace Fairway.Cli.Terminals;

/// <summary><c>-o json|yaml</c>, and other forms where a command has them.</summary>
internal sealed class OutputOption
{
    /// <summary>More columns.</summary>
    public const string Wide = "wide";

    /// <summary>Names only.</summary>
    public const string Name = "name";

    private readonly Option<string?> option;

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="what">What is written as JSON or YAML.</param>
    /// <param name="more">Other forms that the command has.</param>
    public OutputOption(Command command, string what, params string[] more)
    {
        var others = string.Concat(more.Select(form => form switch
        {
            Wide => "; wide: more columns",
            _ => "; name: names only",
        }));
        option = new Option<string?>("--output", "-o") { Description = $"json or yaml: {what}{others}" };
        option.AcceptOnlyFromAmong(["json", "yaml", .. more]);
        command.Add(option);
    }

    /// <summary>Whether it was given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(option) is not null;

    /// <summary>The form.</summary>
    public DisplayForm Form(ParseResult parsed) => parsed.GetValue(option) switch
    {
        "json" => DisplayForm.Json,
        "yaml" => DisplayForm.Yaml,
        Wide => DisplayForm.Wide,
        Name => DisplayForm.Name,
        _ => DisplayForm.Text,
    };

    /// <summary>Writes a document to standard output in the form that was asked for.</summary>
    public void Write(ParseResult parsed, Terminal terminal, JsonNode document) => terminal.Out.Write(
        Form(parsed) == DisplayForm.Yaml
            ? Encoding.UTF8.GetString(YamlText.Write(document))
            : IndentedJson.Text(document));
}
