using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Kube;

namespace Fairway.Releases.Fleet;

/// <summary>The pipeline of Releases of one cluster or a few: one stage of all clusters, without pauses. Made where it
/// is missing; one that is there is the platform team's, and is taken as it is.</summary>
public static class ExpeditedPipeline
{
    /// <summary>Its name.</summary>
    public const string Name = "expedited";

    private static readonly KubeResource Pipelines = FairwayResources.Of<ReleasePipeline>();

    /// <summary>Makes it where it is missing; returns its name.</summary>
    /// <exception cref="KubeApiException">The meta cluster does not answer, or refuses.</exception>
    public static async Task<string> EnsureAsync(IKubeApi meta, CancellationToken cancel)
    {
        if (await meta.FindAsync(Pipelines, new ObjectKey(null, Name), cancel) is not null)
        {
            return Name;
        }

        var stage = new JsonObject { ["name"] = "all", ["selector"] = new JsonObject(), ["maxConcurrency"] = "10%" };
        var pipeline = new JsonObject
        {
            ["apiVersion"] = Pipelines.ApiVersion,
            ["kind"] = Pipelines.Kind,
            ["metadata"] = new JsonObject { ["name"] = Name },
            ["spec"] = new JsonObject { ["stages"] = new JsonArray(stage) },
        };
        try
        {
            await meta.CreateAsync(Pipelines, null, pipeline, null, cancel);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // Somebody else has just made it.
        }

        return Name;
    }
}
