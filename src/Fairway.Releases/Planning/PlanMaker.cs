using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Releases.Clusters;
using Fairway.Releases.Fleet;
using Fairway.Releases.Manager;

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
        var pipeline = Caches.Pipelines.Find(new ObjectKey(null, release.Spec.Pipeline))?.Value.Spec;
        if (Missing(release, pipeline) is { } missing)
        {
            return new PlanOutcome(null, null, missing);
        }

        try
        {
            var members = await MembersAsync(release, pipeline!, cancel);
            return Refusal(release, members) is { } refusal
                ? new PlanOutcome(null, null, refusal)
                : await StoreAsync(release, pipeline!, members, cancel);
        }
        catch (ChangeRefusedException e)
        {
            return new PlanOutcome(null, null, e.Message);
        }
    }

    /// <summary>The plan of one cluster.</summary>
    /// <exception cref="ChangeRefusedException">No target can be made for it; the message names it.</exception>
    public async Task<MemberPlan> MakeAsync(Release release, Cluster cluster, string stage, CancellationToken cancel)
    {
        try
        {
            var changes = new List<MemberChange>();
            foreach (var (change, component, version) in Coming(release, cluster))
            {
                var request = new ChangeRequest(cluster, component, version, Configs(component.Metadata.Name));
                changes.Add(await MakeAsync(release, change, request, cancel));
            }

            return new MemberPlan(cluster.Id, stage, changes);
        }
        catch (ChangeRefusedException e) when (e.IsDisagreement)
        {
            // One cluster that must be settled by a person does not keep the others from being planned.
            return new MemberPlan(cluster.Id, stage, [], e.Message);
        }
        catch (ChangeRefusedException e)
        {
            throw new ChangeRefusedException(e.Reason, $"{cluster.Id}: {e.Message}");
        }
        catch (KubeApiException e) when (Troubles.Of(e) is { Kind: TroubleKind.Unreachable })
        {
            return new MemberPlan(cluster.Id, stage, [], e.Message);
        }
    }

    private static string? Missing(ReleasePipelineSpec? pipeline, Release release) => pipeline is null
        ? $"there is no ReleasePipeline {release.Spec.Pipeline}: make it, or name another in a new Release"
        : null;

    private string? Missing(Release release, ReleasePipelineSpec? pipeline)
    {
        if (Missing(pipeline, release) is { } missing)
        {
            return missing;
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
            change => change.Version is { } version && Version(change.Component, version) is null);
        return unversioned is null
            ? DependencyPlanner.Fault(release.Spec.Changes, Component)
            : $"there is no version {unversioned.Version} of {unversioned.Component}: push it, or name another";
    }

    private async Task<IReadOnlyList<MemberPlan>> MembersAsync(
        Release release, ReleasePipelineSpec pipeline, CancellationToken cancel)
    {
        var found = Caches.Clusters.All.Select(item => item.Value)
            .Select(cluster => (Cluster: cluster, Stage: Membership.StageOf(pipeline, release, cluster)))
            .Where(one => one.Stage is not null).ToList();
        var members = new List<MemberPlan>();
        foreach (var some in found.Chunk(AtOnce))
        {
            members.AddRange(await Task.WhenAll(
                some.Select(one => MakeAsync(release, one.Cluster, one.Stage!, cancel))));
        }

        return members;
    }

    private async Task<MemberChange> MakeAsync(
        Release release, ReleaseChange change, ChangeRequest request, CancellationToken cancel)
    {
        var component = request.Component;
        var kind = fleet.Services.Kinds.FirstOrDefault(kind => kind.Carries(component.Spec.Type))
            ?? throw new ChangeRefusedException(
                "UnknownKind",
                $"this manager carries no components of type {component.Spec.Type}: {component.Metadata.Name}");
        var pinned = change.Back ? await BackAsync(kind, request, cancel)
            : change.Restore ? await AppliedAsync(kind, request, cancel)
            : await kind.PinAsync(request, cancel);
        var order = Order(request.Cluster.Id, ReleaseId.Of(release), pinned);
        return MemberPlanner.Approve(pinned, await kind.PlanAsync(order, cancel));
    }

    private static ChangeOrder Order(string cluster, string release, PinnedChange target) => new()
    {
        ClusterId = cluster,
        Release = release,
        Direction = Direction.Forward,
        Target = target,
        Steps = [],
        Fence = NoFence.Refusing,
    };

    /// <summary>What was good before that which the newest record speaks of.</summary>
    private async Task<PinnedChange> BackAsync(IChangeKind kind, ChangeRequest request, CancellationToken cancel)
    {
        var pair = new PairKey(request.Cluster.Id, request.Component.Metadata.Name);
        var newest = (await fleet.Services.MetaDb.NewestAsync(pair, cancel)).Newest;
        var nothing = new PinnedChange(kind.Name, pair.Component, "", null, "");
        var order = Order(pair.ClusterId, newest?.ReleaseId ?? "", nothing);
        return await kind.ReverseAsync(order, cancel) ?? throw new ChangeRefusedException(
            "NothingToGoBackTo",
            $"no version of {pair.Component} was good there before the present one: name a version instead");
    }

    /// <summary>What was applied last, as it was rendered then: edits of meta-configs since do not come with
    /// it.</summary>
    private async Task<PinnedChange> AppliedAsync(IChangeKind kind, ChangeRequest request, CancellationToken cancel)
    {
        var pair = new PairKey(request.Cluster.Id, request.Component.Metadata.Name);
        var applied = (await fleet.Services.MetaDb.NewestAsync(pair, cancel)).Applied
            ?? throw new ChangeRefusedException(
                "NothingToRestore", $"nothing of {pair.Component} was applied there: name a version instead");
        return new PinnedChange(
            kind.Name, pair.Component, applied.Version, applied.ValuesDigest?.ToString(), $"{applied.ManifestDigest}");
    }

    private static string? Refusal(Release release, IReadOnlyList<MemberPlan> members)
    {
        var planned = members.Where(member => member.Silence is null && member.Changes.Count > 0).ToList();
        if (planned.Count > 0)
        {
            // Clusters in which it is never done stay as they are, and say so. Where all are, there is no plan.
            return planned.All(member => MemberPlanner.Refusal(member) is not null)
                ? $"never done: {MemberPlanner.Refusal(planned[0])}"
                : null;
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
        var document = FoldPlanner.Fold(release, pipeline, members, stable);
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

    /// <summary>What comes to a cluster, in order.</summary>
    private List<(ReleaseChange Change, Component Component, ComponentVersion Version)> Coming(
        Release release, Cluster cluster)
    {
        var coming = new List<(ReleaseChange Change, Component Component, ComponentVersion Version)>();
        foreach (var change in Membership.InOrder(release.Spec.Changes, Component))
        {
            if (Component(change.Component) is { } component && Membership.Applies(component, cluster)
                && VersionFor(change, cluster) is { } version)
            {
                coming.Add((change, component, version));
            }
        }

        var names = coming.Select(one => one.Component.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        var missing = coming.Select(one => DependencyPlanner.Missing(
            one.Component,
            Component,
            name => names.Contains(name)
                || Caches.ClusterComponents.Find(new ObjectKey(cluster.Id, name)) is not null)).OfType<string>();
        return missing.FirstOrDefault() is { } fault
            ? throw new ChangeRefusedException("DependencyMissing", fault)
            : coming;
    }

    private List<MetaConfig> Configs(string component) =>
        [.. Caches.MetaConfigs.All.Select(item => item.Value).Where(config => config.Spec.Component == component)];

    private Component? Component(string name) => Caches.Components.Find(new ObjectKey(null, name))?.Value;

    private ComponentVersion? Version(string component, string version) => Caches.Versions
        .Find(new ObjectKey(null, ComponentVersion.NameOf(component, version)))?.Value;

    /// <summary>A change without a version leaves each cluster on its own; a cluster without the component has nothing
    /// to change.</summary>
    private ComponentVersion? VersionFor(ReleaseChange change, Cluster cluster)
    {
        var version = change.Version
            ?? Caches.ClusterComponents.Find(new ObjectKey(cluster.Id, change.Component))?.Value.Spec.Version;
        return version is null ? null : Version(change.Component, version);
    }
}
