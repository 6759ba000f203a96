using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Fleet;

namespace Fairway.Releases.Planning;

/// <summary>Says in a Release's status how many clusters are planned: once a second at most, and nothing of a plan that
/// takes no second.</summary>
internal sealed class PlanProgress(FleetContext fleet, Release release, int clusters)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly KubeResource Resource = FairwayResources.Of<Release>();
    private readonly Lock gate = new();
    private DateTimeOffset said = fleet.Services.Now;
    private int planned;
    private bool isSilent;

    /// <summary>The Release as it was written last.</summary>
    public Release Release { get; private set; } = release;

    /// <summary>One cluster more is planned.</summary>
    public async Task CountAsync(CancellationToken cancel)
    {
        int now;
        lock (gate)
        {
            now = ++planned;
            if (isSilent || now == clusters || fleet.Services.Now - said < Pace)
            {
                return;
            }

            // Nobody else writes until this is written.
            isSilent = true;
        }

        var isDone = await SayAsync(new PlanningProgress { Planned = now, Clusters = clusters }, cancel);
        lock (gate)
        {
            (said, isSilent) = (fleet.Services.Now, !isDone);
        }
    }

    /// <summary>False where somebody has changed the Release meanwhile, or the API server does not answer: the plan is
    /// made all the same, and nothing more is said of it.</summary>
    private async Task<bool> SayAsync(PlanningProgress progress, CancellationToken cancel)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = Release.Metadata.ResourceVersion },
            ["status"] = new JsonObject
            {
                ["planning"] = new JsonObject { ["planned"] = progress.Planned, ["clusters"] = progress.Clusters },
            },
        };
        try
        {
            var key = new ObjectKey(null, Release.Metadata.Name);
            var answer = await fleet.Api.MergePatchAsync(
                Resource, key, patch, new WriteOptions { Subresource = "status" }, cancel);
            var written = answer.Read(ApiJson.Default.Release);
            Release = Release with { Metadata = written.Metadata, Status = written.Status };
            return true;
        }
        catch (KubeApiException)
        {
            return false;
        }
    }
}
