using System.Collections.Immutable;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Merge.Plans;

namespace Fairway.Releases.Planning;

/// <summary>Folds the plans of clusters into one document. Pure.</summary>
internal static class FoldPlanner
{
    /// <summary>The document. Clusters with the same changes are one group.</summary>
    public static PlanDocument Fold(
        Release release,
        ReleasePipelineSpec pipeline,
        IReadOnlyList<MemberPlan> members,
        IReadOnlyList<StableVersion> stable)
    {
        var planned = members.Where(member => member.IsPlanned).ToList();
        var byCluster = planned.ToDictionary(member => member.Cluster, StringComparer.Ordinal);
        return new PlanDocument
        {
            Release = release.Metadata.Name,
            Pipeline = pipeline,
            Members =
            [
                .. planned.Select(member => new PlanMember
                {
                    Cluster = member.Cluster,
                    Stage = member.Stage,
                    Changes = [.. member.Changes.Select(change => change.Pinned)],
                }),
            ],
            Groups =
            [
                .. ChangeGrouping.Group(planned.Select(Changes))
                    .Select(group => Group(group.Clusters, byCluster)),
            ],
            Silent = [.. members.Where(member => member.Silence is not null).Select(member => member.Cluster)],
            Refused =
            [
                .. members.Where(member => member.Refused is not null)
                    .Select(member => new RefusedCluster(member.Cluster, member.Refused!)),
            ],
            StableBefore = stable,
        };
    }

    /// <summary>What an approval is given to: everything that changes, and the membership.</summary>
    public static string Digest(IReadOnlyList<MemberPlan> members) => PlanDigest.Of(
        members.SelectMany(Fingerprints),
        members.Where(member => member.IsPlanned)
            .Select(member => $"{member.Stage}/{member.Cluster}"));

    /// <summary>How many fields are of some sort, each once for every group.</summary>
    public static int Count(PlanDocument plan, Func<PlannedChange, bool> counts) => plan.Groups
        .SelectMany(group => group.Changes).SelectMany(change => change.Fields)
        .Where(counts)
        .Select(field => field.Fingerprint).Distinct(StringComparer.Ordinal).Count();

    private static ClusterChanges Changes(MemberPlan member) =>
        new(member.Cluster, [.. Fingerprints(member)]);

    private static IEnumerable<Fingerprint> Fingerprints(MemberPlan member) =>
        from change in member.Changes from field in change.Plan.Changes select new Fingerprint(field.Fingerprint);

    private static IReadOnlyList<string>? Remarks(IEnumerable<MemberChange> changes)
    {
        List<string> remarks =
        [
            .. changes.SelectMany(change => change.Plan.Remarks)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        return remarks.Count == 0 ? null : remarks;
    }

    private static PlanGroup Group(ImmutableArray<string> clusters, Dictionary<string, MemberPlan> byCluster)
    {
        var all = clusters.SelectMany(cluster => byCluster[cluster].Changes)
            .ToLookup(change => change.Pinned.Component, StringComparer.Ordinal);
        return new PlanGroup
        {
            Clusters = clusters,
            Changes = [.. byCluster[clusters[0]].Changes.Select(change => Group(change, all[change.Pinned.Component]))],
        };
    }

    /// <summary>What changes of a component in all clusters of a group.</summary>
    private static PlanGroupChange Group(MemberChange change, IEnumerable<MemberChange> all) => new()
    {
        Component = change.Pinned.Component,
        Version = change.Pinned.Version,
        From =
        [
            .. all.Select(other => other.Pinned.From).OfType<string>()
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ],
        ApprovedDigest = change.Pinned.ApprovedDigest,
        Remarks = Remarks(all),
        Fields = change.Plan.Changes,
        Rollouts = change.Plan.Rollouts,
    };
}
