using System.CommandLine;
using System.Text.Json.Nodes;
using Fairway.Charts;

namespace Fairway.Cli.Charts;

/// <summary>The options that give values to a chart, as Helm has them.</summary>
internal sealed class ValueArguments
{
    private const string Input = "-";

    private readonly Option<string[]> files =
        Repeated("--values", "FILE", "File of values; - reads standard input", "-f");

    private readonly (ValueSource Source, Option<string[]> Option)[] settings =
    [
        (ValueSource.Json, Repeated("--set-json", "PATH=JSON", "Set a value of JSON")),
        (ValueSource.Set, Repeated("--set", "PATH=VALUE", "Set a value: a.b[0]=x,c={1,2}")),
        (ValueSource.Text, Repeated("--set-string", "PATH=TEXT", "Set a text, even if it looks like a number")),
        (ValueSource.File, Repeated("--set-file", "PATH=FILE", "Set a text to the content of a file")),
        (ValueSource.Literal, Repeated("--set-literal", "PATH=TEXT", "Set a text as it is, commas and all")),
    ];

    private readonly Func<Stream> standardInput;

    /// <summary>Adds the options to a command.</summary>
    public ValueArguments(Command command, Func<Stream> standardInput)
    {
        this.standardInput = standardInput;
        command.Add(files);
        foreach (var (_, option) in settings)
        {
            command.Add(option);
        }
    }

    /// <summary>The values: files from left to right, then the other options, each kind in Helm's order.</summary>
    /// <exception cref="ChartException">One cannot be read as values.</exception>
    /// <exception cref="CliFailure">There is no such file.</exception>
    public JsonObject Read(ParseResult parsed, HelmLine line)
    {
        var values = new JsonObject();
        foreach (var file in parsed.GetValue(files) ?? [])
        {
            values = ChartValues.Over(values, ChartValues.Read(file, Content(file), line));
        }

        foreach (var (source, option) in settings)
        {
            foreach (var text in parsed.GetValue(option) ?? [])
            {
                values = ChartValues.Set(
                    values, source, text, file => System.Text.Encoding.UTF8.GetString(Content(file)), line);
            }
        }

        return values;
    }

    private static Option<string[]> Repeated(string name, string help, string description, params string[] aliases) =>
        new(name, aliases)
        {
            Description = description,
            HelpName = help,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };

    private byte[] Content(string file)
    {
        if (file.Trim() == Input)
        {
            using var input = standardInput();
            var content = new MemoryStream();
            input.CopyTo(content);
            return content.ToArray();
        }

        if (file.Contains("://", StringComparison.Ordinal))
        {
            throw new CliFailure($"{file}: values are not fetched from the network; name a file")
            {
                ExitCode = ExitCodes.Usage,
            };
        }

        return File.Exists(file)
            ? File.ReadAllBytes(file)
            : throw new CliFailure($"there is no file {file}") { ExitCode = ExitCodes.Usage };
    }
}
