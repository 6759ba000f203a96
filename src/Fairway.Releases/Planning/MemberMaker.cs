using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Releases.Clusters;

namespace Fairway.Releases.Planning;

/// <summary>Plans one cluster after the other: pins the target of every component, and compares it with what is there.
/// Several may be under way at once.</summary>
internal sealed class MemberMaker(PlanScope scope, IMetaDb db)
{
    /// <summary>The plan of a cluster; where none can be made, why: one cluster does not keep the others from being
    /// planned.</summary>
    public async Task<MemberPlan> MakeAsync(Cluster cluster, string stage, CancellationToken cancel)
    {
        try
        {
            return new MemberPlan(cluster.Id, stage, await MakeAsync(cluster, cancel));
        }
        catch (ChangeRefusedException e)
        {
            return new MemberPlan(cluster.Id, stage, []) { Refused = e.Message };
        }
        catch (KubeApiException e) when (Troubles.Of(e) is { Kind: TroubleKind.Unreachable })
        {
            return new MemberPlan(cluster.Id, stage, [], e.Message);
        }
    }

    private async Task<IReadOnlyList<MemberChange>> MakeAsync(Cluster cluster, CancellationToken cancel)
    {
        var coming = scope.Coming(cluster);
        var opened = new List<(IChangeSurvey Survey, IClusterSurvey Here)>();
        var made = new List<MemberChange>(coming.Count);
        foreach (var (change, request) in coming)
        {
            var (kind, survey) = scope.KindOf(request.Component);
            if (opened.Find(one => one.Survey == survey).Here is not { } here)
            {
                here = await survey.OpenAsync(cluster.Id, coming.Count, cancel);
                opened.Add((survey, here));
            }

            var pinned = change.Back ? await BackAsync(kind, request, cancel)
                : change.Restore ? await AppliedAsync(kind, request, cancel)
                : await here.PinAsync(request, cancel);
            var order = Order(cluster.Id, ReleaseId.Of(scope.Release), pinned);
            made.Add(MemberPlanner.Approve(pinned, await here.PlanAsync(order, cancel)));
        }

        return CollisionPlanner.Fault(
            [.. made.Select(one => (one.Pinned.Component, one.Plan))], name => scope.Has(cluster.Id, name)) is { } fault
            ? throw new ChangeRefusedException("ObjectOfTwo", fault)
            : [.. made.Select(one => one with { Plan = one.Plan with { Brings = [], Removes = [] } })];
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
        var newest = (await db.NewestAsync(pair, cancel)).Newest;
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
        var applied = (await db.NewestAsync(pair, cancel)).Applied
            ?? throw new ChangeRefusedException(
                "NothingToRestore", $"nothing of {pair.Component} was applied there: name a version instead");
        return new PinnedChange(
            kind.Name, pair.Component, applied.Version, applied.ValuesDigest?.ToString(), $"{applied.ManifestDigest}");
    }
}
