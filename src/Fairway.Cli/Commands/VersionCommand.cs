using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "text or json",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "text",
        };
        output.AcceptOnlyFromAmong("text", "json");
        var command = new Command("version", "Print the version of this program.") { output };
        command.SetAction(parsed =>
        {
            var version = VersionFacts.OfProgram();
            terminal.Out.WriteLine(parsed.GetValue(output) == "json"
                ? JsonSerializer.Serialize(version, VersionJson.Default.VersionFacts)
                : $"fairway {version.Version} ({version.Commit}, {version.Runtime}, {version.Platform})");
            return ExitCodes.Ok;
        });
        return command;
    }
}

/// <summary>What this program is.</summary>
/// <param name="Version">Semantic version.</param>
/// <param name="Commit">The commit that it was built from; <c>unknown</c> outside a repository.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Platform">Operating system and processor.</param>
internal sealed record VersionFacts(string Version, string Commit, string Runtime, string Platform)
{
    /// <summary>Read from the program's own attributes: <c>0.1.0+COMMIT</c>.</summary>
    public static VersionFacts OfProgram()
    {
        var text = typeof(VersionFacts).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return new VersionFacts(
            plus < 0 ? text : text[..plus],
            plus < 0 ? "unknown" : text[(plus + 1)..],
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.RuntimeIdentifier);
    }
}

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VersionFacts))]
internal sealed partial class VersionJson : JsonSerializerContext;
