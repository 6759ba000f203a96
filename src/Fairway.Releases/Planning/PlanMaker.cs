using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Clusters;
using Fairway.Releases.Fleet;
using Fairway.Releases.Manager;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Planning;

/// <summary>Makes the plan of a Release: pins every cluster's target, and compares it with what is there. Writes
/// nothing to any cluster.</summary>
internal sealed class PlanMaker(FleetContext fleet)
{
    /// <summary>How many clusters are planned at once.</summary>
    private const int AtOnce = 8;

    private MetaCaches Caches => fleet.Services.Caches;

    /// <summary>The plan, or why there is none.</summary>
    public async Task<PlanOutcome> MakeAsync(Release release, CancellationToken cancel)
    {
        var pipeline = Pipeline(release);
        if (Missing(release, pipeline) is { } missing)
        {
            return new PlanOutcome(null, null, missing);
        }

        var maker = Maker(release, await ConfigsAsync(release, cancel));
        var (members, left) = await MembersAsync(release, pipeline!, maker, cancel);
        var outcome = Refusal(release, members) is { } refusal
            ? new PlanOutcome(null, null, refusal)
            : await StoreAsync(release, pipeline!, members, cancel);
        return outcome with { Left = left };
    }

    /// <summary>The plan of one cluster that comes later.</summary>
    public Task<MemberPlan> MakeAsync(
        Release release, PlanDocument plan, Cluster cluster, string stage, CancellationToken cancel) =>
        Maker(release, plan.ConfigsFor(cluster.Id)).MakeAsync(cluster, stage, cancel);

    private MemberMaker Maker(Release release, IReadOnlyList<MetaConfig>? configs) =>
        new(new PlanScope(release, fleet, configs), fleet.Services.MetaDb);

    private ReleasePipelineSpec? Pipeline(Release release)
    {
        var pipeline = Caches.Pipelines.Find(new ObjectKey(null, release.Spec.Pipeline))?.Value.Spec;
        return pipeline is null || release.Spec.CatchUp is null
            ? pipeline
            : CatchUpRules.Cut(pipeline, release, Caches.Cluster(release.Spec.Cluster ?? ""));
    }

    private Release? Origin(Release release) => release.Spec.CatchUp is { } order
        ? Caches.Releases.Find(new ObjectKey(null, order.Release))?.Value
        : null;

    /// <summary>Who catches up gets what was pinned; all others what there is now.</summary>
    private async Task<IReadOnlyList<MetaConfig>?> ConfigsAsync(Release release, CancellationToken cancel) =>
        Origin(release)?.Status?.Plan is { } pinned && release.Spec.Cluster is { } cluster
            ? (await fleet.Plans.ReadAsync(pinned.Document, cancel)).ConfigsFor(cluster)
            : null;

    private static string? Missing(ReleasePipelineSpec? pipeline, Release release) => pipeline is null
        ? $"there is no ReleasePipeline {release.Spec.Pipeline}: make it, or name another in a new Release"
        : null;

    private string? Missing(Release release, ReleasePipelineSpec? pipeline)
    {
        if ((Missing(pipeline, release) ?? TaskCircle.Fault(pipeline!)) is { } missing)
        {
            return missing;
        }

        if (release.Spec.CatchUp is not null && CatchUpRules.Fault(release, Origin(release)) is { } fault)
        {
            return fault;
        }

        var unknown = release.Spec.Changes.FirstOrDefault(change => Component(change.Component) is null);
        if (unknown is not null)
        {
            return $"there is no Component {unknown.Component}: make it, or leave it out of a new Release";
        }

        var both = release.Spec.Changes.FirstOrDefault(change => change is { Back: true, Version: not null });
        if (both is not null)
        {
            return $"{both.Component} is to go back and to be {both.Version}: say one of the two in a new Release";
        }

        var unversioned = release.Spec.Changes.FirstOrDefault(
            change => change.Version is { } version && Caches.Version(change.Component, version) is null);
        return unversioned is null
            ? DependencyPlanner.Fault(release.Spec.Changes, Component)
            : $"there is no version {unversioned.Version} of {unversioned.Component}: push it, or name another";
    }

    /// <summary>The plans of all clusters, in their order, and the Release as it was left.</summary>
    private async Task<(IReadOnlyList<MemberPlan> Members, Release Left)> MembersAsync(
        Release release, ReleasePipelineSpec pipeline, MemberMaker maker, CancellationToken cancel)
    {
        var found = PlanOrder.Of(
        [
            .. from item in Caches.Clusters.All
               let stage = Membership.StageOf(pipeline, release, item.Value)
               where stage is not null
               select (item.Value, stage),
        ],
        AtOnce);
        var members = new MemberPlan[found.Count];
        var progress = new PlanProgress(fleet, release, found.Count);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, found.Count)).Select(_ => WorkAsync()));
        return (members, progress.Release);

        async Task WorkAsync()
        {
            try
            {
                for (var i = Interlocked.Increment(ref next); i < found.Count; i = Interlocked.Increment(ref next))
                {
                    var (cluster, stage, place) = found[i];
                    members[place] = await maker.MakeAsync(cluster, stage, failed.Token);
                    await progress.CountAsync(failed.Token);
                }
            }
            catch
            {
                // What keeps one from being planned (the MetaDB, say) keeps all.
                failed.Cancel();
                throw;
            }
        }
    }

    private static string? Refusal(Release release, IReadOnlyList<MemberPlan> members)
    {
        var planned = members.Where(member => member.IsPlanned).ToList();
        if (planned.Count > 0)
        {
            // Clusters in which it is never done stay as they are, and say so. Where all are, there is no plan.
            return planned.All(member => MemberPlanner.Refusal(member) is not null)
                ? $"never done: {MemberPlanner.Refusal(planned[0])}"
                : null;
        }

        if (members.FirstOrDefault(member => member.Refused is not null) is { } refused)
        {
            return $"{refused.Cluster}: {refused.Refused}";
        }

        var silent = members.FirstOrDefault(member => member.Silence is not null);
        return silent is null
            ? $"no cluster has {string.Join(", ", release.Spec.Changes.Select(change => change.Component))} and is in "
                + $"a stage of {release.Spec.Pipeline}: look at the clusters' labels and the stages' selectors"
            : $"no cluster answers: {silent.Cluster}: {silent.Silence}";
    }

    private async Task<PlanOutcome> StoreAsync(
        Release release, ReleasePipelineSpec pipeline, IReadOnlyList<MemberPlan> members, CancellationToken cancel)
    {
        var stable = release.Spec.Changes.Select(change => new StableVersion(
            change.Component, Component(change.Component)?.Status?.Stable)).ToList();
        var document = FoldPlanner.Fold(release, pipeline, members, stable) with
        {
            Configs = Configs(release, members),
        };
        var lists = members.SelectMany(member => member.Changes)
            .DistinctBy(change => change.Pinned.ApprovedDigest)
            .Select(change => MemberPlanner.ApprovedBytes(change.Plan))
            .Append(ApprovedSets.None);
        var digest = await fleet.Plans.StoreAsync(document, lists, cancel);
        var pinned = new PinnedPlan
        {
            Digest = FoldPlanner.Digest(members),
            Document = digest,
            ShownIn = $"plan-{release.Metadata.Name}",
            Groups = document.Groups.Count,
            Dangers = FoldPlanner.Count(document, field => field.Verdict == ChangeVerdict.NeedsApproval),
            Irreversible = FoldPlanner.Count(document, field => field.IsFinal),
            Refused = members.Count(member => MemberPlanner.Refusal(member) is not null),
            At = fleet.Services.Now,
        };
        return new PlanOutcome(pinned, document, null);
    }

    /// <summary>Kept for those that do not answer, so that an edit in between does not come to them with
    /// this.</summary>
    private List<MetaConfig>? Configs(Release release, IReadOnlyList<MemberPlan> members)
    {
        var silent = members.Where(member => member.Silence is not null).Select(member => member.Cluster)
            .ToHashSet(StringComparer.Ordinal);
        return silent.Count == 0
            ? null
            :
            [
                .. release.Spec.Changes.SelectMany(change => Caches.Configs(change.Component))
                    .Where(config => config.Spec.Cluster is not { } one || silent.Contains(one))
                    .OrderBy(config => config.Metadata.Name, StringComparer.Ordinal),
            ];
    }

    private Component? Component(string name) => Caches.Components.Find(new ObjectKey(null, name))?.Value;
}
