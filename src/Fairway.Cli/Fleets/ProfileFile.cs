using System.Text.Json;
using Fairway.Schema.Yaml;

namespace Fairway.Cli.Fleets;

/// <summary>Reads a YAML file that describes a fleet. Unknown names are refused, and so is what no cluster could
/// be.</summary>
internal static class ProfileFile
{
    /// <summary>The tenant clusters that the file describes.</summary>
    /// <exception cref="CliFailure">It cannot be read, or says what is not understood; the message says
    /// where.</exception>
    public static IReadOnlyList<FleetMember> Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Bad(path, e.Message, e);
        }
    }

    /// <summary>The tenant clusters that a file's content describes.</summary>
    /// <exception cref="CliFailure">It says what is not understood; the message says where.</exception>
    public static IReadOnlyList<FleetMember> Parse(string path, ReadOnlySpan<byte> yaml)
    {
        try
        {
            var profile = JsonSerializer.Deserialize(
                YamlReader.ReadObject(yaml), ProfileJson.Default.FleetProfile)!;
            var problems = ProfileCheck.Of(profile);
            return problems is [var first, ..] ? throw Bad(path, first, null) : ProfileMembers.Of(profile);
        }
        catch (YamlFormatException e)
        {
            throw Bad(path, e.Message, e);
        }
        catch (JsonException e)
        {
            var where = e.Path is { Length: > 2 } field ? $"{field[2..]}: " : "";
            var what = e.Message.Split(" Path: ", 2)[0].TrimEnd('.');
            throw Bad(path, where + what, e);
        }
    }

    private static CliFailure Bad(string path, string what, Exception? inner) =>
        new($"profile {path}: {what}", inner) { ExitCode = ExitCodes.Usage };
}
