using System.Text;
using System.Text.Json;
using Fairway.Schema.Yaml;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Cli.Fleets;

/// <summary>
/// Reads how pods are to behave on simulated nodes: a YAML file of behaviors as <c>kubectl apply</c> takes them, or of
/// <c>rules</c>, of which the first that covers a container decides. Unknown names are refused.
/// </summary>
internal static class BehaviourFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="CliFailure">It cannot be read, or says what is not understood; the message says
    /// where.</exception>
    public static BehaviourContent Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Bad(path, e.Message, e);
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

    private static CliFailure Bad(string path, string what, Exception inner) =>
        new($"behaviours {path}: {what}", inner) { ExitCode = ExitCodes.Usage };

    private static BehaviourContent Parse(byte[] yaml)
    {
        var text = Encoding.UTF8.GetString(yaml);
        if (BehaviourDocuments.Holds(text))
        {
            return new BehaviourContent(PodBehaviours.WellBehaved, BehaviourDocuments.Read(text));
        }

        var file = JsonSerializer.Deserialize(YamlReader.ReadObject(yaml), BehaviourJson.Default.BehaviourRules)!;
        return new BehaviourContent(
            new PodBehaviours([.. file.Rules.Select(rule => rule.ToRule())], PodBehaviour.Default), []);
    }
}
