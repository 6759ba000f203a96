using System.CommandLine;
using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Kube;

namespace Fairway.Cli.Releases;

/// <summary>What a Release is made of, on a command line.</summary>
internal sealed class ReleaseArguments
{
    private readonly Option<string> pipeline = new("--pipeline", "-p")
    {
        Description = "The ReleasePipeline that it goes through",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<string?> clusters = new("--clusters", "-l")
    {
        Description = "Only the pipeline's clusters with these labels: fairway.dev/region=eu,fairway.dev/stage!=canary",
        HelpName = "SELECTOR",
    };

    private readonly Argument<string[]> changes = new("COMPONENT=VERSION")
    {
        Description = "What it brings; COMPONENT alone brings the present meta-config, and leaves versions as they are",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Adds the arguments to a command.</summary>
    public ReleaseArguments(Command command)
    {
        command.Add(changes);
        command.Add(pipeline);
        command.Add(clusters);
    }

    /// <summary>The object to create.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="metadata">Its name, or how to make one.</param>
    /// <param name="mode">Whether it is carried out.</param>
    /// <exception cref="CliFailure">A change or the selector makes no sense.</exception>
    public JsonObject Make(ParseResult parsed, JsonObject metadata, ReleaseMode mode)
    {
        var resource = FairwayResources.Of<Release>();
        var spec = new JsonObject
        {
            ["pipeline"] = parsed.GetValue(pipeline),
            ["changes"] = new JsonArray([.. ReadChanges(parsed.GetValue(changes)!)]),
            ["mode"] = $"{mode}",
        };
        if (parsed.GetValue(clusters) is { } selector)
        {
            spec["clusters"] = ClusterSelector.Parse("--clusters", selector);
        }

        return new JsonObject
        {
            ["apiVersion"] = resource.ApiVersion,
            ["kind"] = resource.Kind,
            ["metadata"] = metadata,
            ["spec"] = spec,
        };
    }

    private static IEnumerable<JsonObject> ReadChanges(IReadOnlyList<string> texts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var parts = text.Split('=', 2);
            if (parts.Any(string.IsNullOrWhiteSpace))
            {
                throw Usage($"\"{text}\" is no change: write COMPONENT=VERSION, such as proxy=1.2.3");
            }

            if (!seen.Add(parts[0]))
            {
                throw Usage($"{parts[0]} is given twice: a Release brings one version of a component");
            }

            var change = new JsonObject { ["component"] = parts[0] };
            if (parts.Length > 1)
            {
                change["version"] = parts[1];
            }

            yield return change;
        }
    }

    private static CliFailure Usage(string message) => new(message) { ExitCode = ExitCodes.Usage };
}
