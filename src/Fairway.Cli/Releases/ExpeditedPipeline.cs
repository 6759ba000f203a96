using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Kube;

namespace Fairway.Cli.Releases;

/// <summary>The pipeline of Releases that a person makes for a few clusters: one stage of all, step by step no further.
/// Made where it is missing; one that is there is the platform team's, and is taken as it is.</summary>
internal static class ExpeditedPipeline
{
    /// <summary>Its name.</summary>
    public const string Name = "expedited";

    private static readonly KubeResource Pipelines = FairwayResources.Of<ReleasePipeline>();

    /// <summary>Makes it where it is missing.</summary>
    public static async Task<string> EnsureAsync(MetaSession session)
    {
        if (await session.Api.FindAsync(Pipelines, new ObjectKey(null, Name), session.Stopped) is not null)
        {
            return Name;
        }

        var pipeline = new JsonObject
        {
            ["apiVersion"] = Pipelines.ApiVersion,
            ["kind"] = Pipelines.Kind,
            ["metadata"] = new JsonObject { ["name"] = Name },
            ["spec"] = new JsonObject
            {
                ["stages"] = new JsonArray(new JsonObject
                {
                    ["name"] = "all",
                    ["selector"] = new JsonObject(),
                    ["maxConcurrency"] = "10%",
                }),
            },
        };
        try
        {
            await session.Api.CreateAsync(Pipelines, null, pipeline, null, session.Stopped);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // Somebody else has just made it.
        }

        return Name;
    }
}
