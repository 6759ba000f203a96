using System.CommandLine;
using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Kube;
using Fairway.Releases.Fleet;

namespace Fairway.Cli.Releases;

/// <summary>What a Release is made of, on a command line.</summary>
internal sealed class ReleaseArguments
{
    private readonly Option<string?> pipeline;

    private readonly Option<string?> clusters = new("--clusters", "-l", "--selector")
    {
        Description = "Only the pipeline's clusters with these labels: fairway.dev/region=eu,fairway.dev/stage!=canary",
        HelpName = "SELECTOR",
    };

    private readonly Option<string[]> ids = new("--cluster")
    {
        Description = "Only this cluster; given once for each", HelpName = "ID",
    };

    private readonly Option<int?> priority = new("--priority")
    {
        Description = "Its place in the queue, 0 to 1000: each point counts as an hour of age",
        HelpName = "N",
    };

    private readonly Argument<string[]> changes = new("COMPONENT=VERSION")
    {
        Description = "What it brings; COMPONENT alone brings the present meta-config, and leaves versions as they are",
    };

    /// <summary>Adds the arguments to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isPipelineNeeded">Whether a pipeline must be named; else the expedited one is taken.</param>
    /// <param name="isChangeNeeded">Whether a change must be named.</param>
    public ReleaseArguments(Command command, bool isPipelineNeeded = true, bool isChangeNeeded = true)
    {
        pipeline = new Option<string?>("--pipeline", "-p")
        {
            Description = "The ReleasePipeline that it goes through"
                + (isPipelineNeeded ? "" : $" [default: {ExpeditedPipeline.Name}, one stage of all clusters]"),
            HelpName = "NAME",
            Required = isPipelineNeeded,
        };
        changes.Arity = isChangeNeeded ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore;
        command.Add(changes);
        command.Add(pipeline);
        command.Add(clusters);
        command.Add(ids);
        command.Add(priority);
    }

    /// <summary>Whether clusters were named or selected.</summary>
    public bool HasSelection(ParseResult parsed) =>
        parsed.GetValue(clusters) is not null || parsed.GetValue(ids) is { Length: > 0 };

    /// <summary>The changes that were named.</summary>
    /// <exception cref="CliFailure">One makes no sense.</exception>
    public IReadOnlyList<JsonObject> Changes(ParseResult parsed) => [.. ReadChanges(parsed.GetValue(changes) ?? [])];

    /// <summary>The object to create.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="session">Where the pipeline is made if none is named and there is none.</param>
    /// <param name="metadata">Its name, or how to make one.</param>
    /// <param name="mode">Whether it is carried out.</param>
    /// <param name="brings">What it brings.</param>
    /// <exception cref="CliFailure">The selector makes no sense.</exception>
    public async Task<JsonObject> MakeAsync(
        ParseResult parsed,
        MetaSession session,
        JsonObject metadata,
        ReleaseMode mode,
        IReadOnlyList<JsonObject> brings)
    {
        var resource = FairwayResources.Of<Release>();
        var selector = parsed.GetValue(clusters) is { } text ? ClusterSelector.Parse("--clusters", text) : null;
        var spec = new JsonObject
        {
            ["pipeline"] = parsed.GetValue(pipeline)
                ?? await ExpeditedPipeline.EnsureAsync(session.Api, session.Stopped),
            ["changes"] = new JsonArray([.. brings]),
            ["mode"] = $"{mode}",
        };
        if (await Whoami.FindAsync(session) is { } user)
        {
            spec["author"] = user.Name;
        }

        if (parsed.GetValue(priority) is { } points)
        {
            spec["priority"] = points;
        }

        if (selector is not null)
        {
            spec["clusters"] = selector;
        }

        if (parsed.GetValue(ids) is { Length: > 0 } named)
        {
            spec["clusterIds"] = new JsonArray([.. named.Select(id => (JsonNode)id)]);
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
