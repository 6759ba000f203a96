using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.CloneSets;
using Xunit;

namespace Fairway.Tests.Workloads.CloneSets;

/// <summary>Shares as numbers, and the numbers of revisions, against OpenKruise's own rows.</summary>
public sealed class CloneSetNumberTests
{
    private static readonly KruiseTable Shares = KruiseTable.Load("clonesets/shares");

    private static readonly KruiseTable Revisions = KruiseTable.Load("clonesets/revisions");

    public static TheoryData<string> ShareRows => Shares.Names;

    public static TheoryData<string> RevisionRows => Revisions.Names;

    [Theory, MemberData(nameof(ShareRows))]
    public void A_share_is_the_number_that_OpenKruise_makes_of_it(string name)
    {
        var row = Shares.Row(name);
        using var document = JsonDocument.Parse(row.Find("share") ?? "0");
        var total = int.Parse(row.Find("total") ?? "1", CultureInfo.InvariantCulture);

        var number = IntOrPercent.Read(document.RootElement) is { } share
            ? row["asked"] switch
            {
                "partition" => new ReplicaPolicy(total) { Partition = share }.PartitionReplicas,
                "up" => share.RoundUp(total),
                _ => share.RoundDown(total),
            }
            : (int?)null;

        Shares.Check(name, number?.ToString(CultureInfo.InvariantCulture) ?? "refused");
    }

    [Theory, MemberData(nameof(RevisionRows))]
    public void The_present_revision_has_the_number_that_OpenKruise_gives_it(string name)
    {
        var row = Revisions.Row(name);
        ImmutableArray<RevisionView> there =
        [
            .. row.Words("there").Select(word => new RevisionView
            {
                Meta = new ObjectMeta { Name = $"s-{word}", Namespace = "default" },
                Number = int.Parse(word[2..], CultureInfo.InvariantCulture),
                Template = CloneSetRowTests.Set("\"replicas\":1", $"c:{word[0]}", "").Template,
            }),
        ];
        var set = CloneSetRowTests.Set("\"replicas\":1", $"c:{row["template"]}", "");

        var plan = RevisionPlanner.Plan(new RevisionOwner(set.Meta, "CloneSet", set.Template, "h", null), there);

        var count = there.Length + plan.Actions.OfType<WorkloadAction.CreateRevision>().Count();
        Revisions.Check(name, $"{plan.Update.Number} {count}");
    }
}
