using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Planning;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>Does the acts of a Release's plan. Each can be repeated after a crash in the middle.</summary>
internal sealed class ReleaseActor(FleetContext fleet)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryOfFaults = TimeSpan.FromSeconds(30);
    private static readonly KubeResource Releases = FairwayResources.Of<Release>();
    private static readonly KubeResource ClusterReleases = FairwayResources.Of<ClusterRelease>();
    private static readonly KubeResource Components = FairwayResources.Of<Component>();

    private readonly PlanMaker _maker = new(fleet);
    private readonly PlanShow _show = new(fleet);
    private readonly TaskActor _tasks = new(fleet);

    /// <summary>Does the acts in order; gives how planning ended, where that was one of them.</summary>
    public async Task<PlanOutcome?> ActAsync(
        ReleaseObservation seen, IReadOnlyList<ReleaseAct> acts, CancellationToken cancel)
    {
        PlanOutcome? outcome = null;
        foreach (var act in acts)
        {
            outcome = await ActAsync(seen, act, cancel) ?? outcome;
        }

        return outcome;
    }

    private async Task<PlanOutcome?> ActAsync(ReleaseObservation seen, ReleaseAct act, CancellationToken cancel)
    {
        switch (act)
        {
            case ReleaseAct.MakePlan:
                return await PlanAsync(seen, cancel);
            case ReleaseAct.AddFinalizer:
                await FinalizeAsync(seen, [.. Finalizers(seen), ReleaseObservation.Finalizer], cancel);
                break;
            case ReleaseAct.LetGo:
                await FinalizeAsync(
                    seen, [.. Finalizers(seen).Where(one => one != ReleaseObservation.Finalizer)], cancel);
                break;
            case ReleaseAct.Join join:
                await JoinAsync(seen, join, cancel);
                break;
            case ReleaseAct.Create create:
                var member = seen.Plan!.Members.First(one => one.Cluster == create.Cluster);
                await CreateAsync(seen, member.Cluster, member.Stage, member.Changes, cancel);
                break;
            case ReleaseAct.TurnBack turn:
                await TurnAsync(seen, turn, cancel);
                break;
            case ReleaseAct.CatchUp catchUp:
                await CatchUpAsync(catchUp, cancel);
                break;
            case ReleaseAct.TurnCatchUp turn:
                await TurnCatchUpAsync(turn, cancel);
                break;
            case ReleaseAct.BeginTask begin:
                await _tasks.BeginAsync(seen, begin, cancel);
                break;
            case ReleaseAct.EndTask end:
                await _tasks.EndAsync(seen, end, cancel);
                break;
            default:
                await StableAsync(seen, act is ReleaseAct.SetStable, cancel);
                break;
        }

        return null;
    }

    private async Task<PlanOutcome> PlanAsync(ReleaseObservation seen, CancellationToken cancel)
    {
        var outcome = await _maker.MakeAsync(seen.Release, cancel);
        if (outcome is { Pinned: { } pinned, Document: { } document })
        {
            await _show.ShowAsync(seen.Release, pinned, document, cancel);
        }
        else
        {
            fleet.Attempts.Failed(ReleaseReader.PlanKey(seen.Release), seen.Now + Retry);
        }

        return outcome;
    }

    private static IEnumerable<string> Finalizers(ReleaseObservation seen) => seen.Release.Metadata.Finalizers ?? [];

    private Task FinalizeAsync(ReleaseObservation seen, string[] finalizers, CancellationToken cancel)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = seen.Release.Metadata.ResourceVersion,
                ["finalizers"] = new JsonArray([.. finalizers.Select(one => (JsonNode)one)]),
            },
        };
        var key = new ObjectKey(null, seen.Release.Metadata.Name);
        return fleet.Api.MergePatchAsync(Releases, key, patch, null, cancel);
    }

    private async Task JoinAsync(ReleaseObservation seen, ReleaseAct.Join act, CancellationToken cancel)
    {
        var key = ReleaseReader.JoinKey(seen.Release, act.Cluster);
        if (fleet.Services.Caches.Cluster(act.Cluster) is not { } cluster)
        {
            return;
        }

        var planned = await _maker.MakeAsync(seen.Release, seen.Plan!, cluster, act.Stage, cancel);
        if (planned.IsPlanned)
        {
            var changes = planned.Changes.Select(change => MemberPlanner.Join(change, seen.Plan!)).ToList();
            await CreateAsync(seen, act.Cluster, act.Stage, changes, cancel);
            fleet.Attempts.Forget(key);
            return;
        }

        // It is asked again: the others go on meanwhile. A fault is mended by people, who take longer.
        fleet.Attempts.Failed(key, seen.Now + (planned.Refused is null ? Retry : RetryOfFaults));
    }

    private async Task CreateAsync(
        ReleaseObservation seen,
        string cluster,
        string stage,
        IReadOnlyList<ClusterChange> changes,
        CancellationToken cancel)
    {
        var body = ClusterReleaseMaker.Make(seen.Release, seen.Plan!.Pipeline, cluster, stage, changes);
        try
        {
            await fleet.Api.CreateAsync(ClusterReleases, cluster, body, null, cancel);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists || e.IsNotFound)
        {
            // There already, and the cache will show it; or its namespace is gone, and so is the member.
        }
    }

    private async Task TurnAsync(ReleaseObservation seen, ReleaseAct.TurnBack act, CancellationToken cancel)
    {
        var patch = new JsonObject { ["spec"] = new JsonObject { ["direction"] = nameof(Direction.Back) } };
        var key = new ObjectKey(act.Cluster, seen.Release.Metadata.Name);
        try
        {
            await fleet.Api.MergePatchAsync(ClusterReleases, key, patch, null, cancel);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // It has left meanwhile.
        }
    }

    private async Task CatchUpAsync(ReleaseAct.CatchUp act, CancellationToken cancel)
    {
        try
        {
            await fleet.Api.CreateAsync(Releases, null, CatchUpMaker.Body(act.Order), null, cancel);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // Made before a crash; the status will say so now.
        }
    }

    private async Task TurnCatchUpAsync(ReleaseAct.TurnCatchUp act, CancellationToken cancel)
    {
        var patch = new JsonObject { ["spec"] = new JsonObject { ["rollBack"] = true } };
        try
        {
            await fleet.Api.MergePatchAsync(Releases, new ObjectKey(null, act.Release), patch, null, cancel);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // It is gone: what it brought stays, and why says so.
        }
    }

    private async Task StableAsync(ReleaseObservation seen, bool isNew, CancellationToken cancel)
    {
        foreach (var change in seen.Spec.Changes.Where(change => change.Version is not null))
        {
            var before = seen.Plan?.StableBefore.FirstOrDefault(one => one.Component == change.Component)?.Version;
            var key = new ObjectKey(null, change.Component);
            var now = await fleet.Services.MetaApi.FindAsync(Components, key, ApiJson.Default.Component, cancel);
            var (from, to) = isNew ? (now?.Status?.Stable, change.Version) : (change.Version, before);
            if (now is null || now.Status?.Stable == to || now.Status?.Stable != from)
            {
                continue;
            }

            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["resourceVersion"] = now.Metadata.ResourceVersion },
                ["status"] = new JsonObject { ["stable"] = to, ["observedGeneration"] = now.Metadata.Generation },
            };
            await fleet.Api.MergePatchAsync(
                Components, key, patch, new WriteOptions { Subresource = "status" }, cancel);
        }
    }
}
