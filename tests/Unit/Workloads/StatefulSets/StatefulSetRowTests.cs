using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.StatefulSets;
using Xunit;

namespace Fairway.Tests.Workloads.StatefulSets;

/// <summary>What is decided for an Advanced StatefulSet, against OpenKruise's own rows.</summary>
public sealed class StatefulSetRowTests
{
    private static readonly KruiseTable Needed = KruiseTable.Load("statefulsets/revisions-needed");

    private static readonly KruiseTable Ordinals = KruiseTable.Load("statefulsets/ordinals");

    private static readonly KruiseTable Orders = KruiseTable.Load("statefulsets/update-order");

    private static readonly KruiseTable Plans = KruiseTable.Load("statefulsets/plans");

    private static readonly KruiseTable Rolls = KruiseTable.Load("statefulsets/rolls");

    public static TheoryData<string> PlanRows => Plans.Names;

    public static TheoryData<string> RollRows => Rolls.Names;

    public static TheoryData<string> NeededRows => Needed.Names;

    public static TheoryData<string> OrdinalRows => Ordinals.Names;

    public static TheoryData<string> OrderRows => Orders.Names;

    [Theory, MemberData(nameof(NeededRows))]
    public void A_pod_is_made_at_the_revision_that_OpenKruise_makes_it_at(string name)
    {
        var row = Needed.Row(name);
        var spec = $"\"replicas\":3,\"ordinals\":{{\"start\":{row["start"]}}},"
            + $"\"reserveOrdinals\":[{row.Find("reserved")}],{Rolling(row.Find("partition") ?? "0", row["order"])}";
        var pods = PodText.ReadAll(row.Words("pods"));
        var draft = Draft(Set(spec, "b"), pods);
        var place = draft.Places.First(p => $"{p.Ordinal}" == row["ordinal"]);

        Needed.Check(name, draft.RevisionFor(place).Name);
    }

    [Theory, MemberData(nameof(OrdinalRows))]
    public void Ordinals_are_reserved_as_with_OpenKruise(string name)
    {
        var row = Ordinals.Row(name);
        using var document = JsonDocument.Parse($"{{\"reserveOrdinals\":{row["reserved"]}}}");
        var reserved = ReservedOrdinals.Read(document.RootElement);

        var told = row.Find("start") is { } start
            ? reserved.Free(Number(start), 4)
            : Enumerable.Range(0, 10).Where(reserved.Has);

        Ordinals.Check(name, string.Join(' ', told) is { Length: > 0 } text ? text : "-");
    }

    [Theory, MemberData(nameof(OrderRows))]
    public void Pods_are_updated_in_the_order_of_OpenKruise(string name)
    {
        var row = Orders.Row(name);
        var pods = row.Words("pods").Select((word, i) => (word, i)).Where(p => p.word != "-").Select(p =>
            PodText.Read($"s-{p.i}:ready,gate=True," + (p.word == "preparing" ? "old,state=PreparingUpdate" : p.word)))
            .ToArray();
        var holes = row.Words("pods").Index().Where(p => p.Item == "-").Select(p => p.Index);
        var spec = $"\"replicas\":{pods.Length},\"podManagementPolicy\":\"Parallel\","
            + $"\"reserveOrdinals\":[{string.Join(',', holes)}],{Rolling(row["partition"], row["order"])}";
        var draft = Draft(Set(spec, "b") with { MaxUnavailable = IntOrPercent.Percent(100) }, pods);

        var told = AdvancedStatefulSetUpdating.Decide(draft)
            .OfType<Fairway.Kube.Pods.Planning.WorkloadAction.Delete>().Select(d => d.Child.Name[2..]);

        Orders.Check(name, string.Join(' ', told));
    }

    [Theory, MemberData(nameof(PlanRows))]
    public void A_plan_writes_what_OpenKruise_writes(string name)
    {
        var row = Plans.Row(name);
        var templates = row.Words("templates");
        var set = Set(row["spec"], templates[1]);
        var seen = new AdvancedStatefulSetObservation(
            set with { Status = set.Status with { CurrentRevision = row["current"] } }, PodText.Now)
        {
            Pods = [.. PodText.ReadAll(row.Words("pods"))],
            Revisions = templates[0] == templates[1]
                ? [Revision("new", 1, templates[0])]
                : [Revision("old", 1, templates[0]), Revision("new", 2, templates[1])],
        };

        Plans.Check(name, ActionText.Of(AdvancedStatefulSetPlanner.Plan(seen).Actions));
    }

    [Theory, MemberData(nameof(RollRows))]
    public void A_roll_goes_as_with_OpenKruise(string name)
    {
        var row = Rolls.Row(name);

        Rolls.Check(name, new StatefulWorld(row["spec"]).Run(row.Words("script")));
    }

    internal static string Rolling(string partition, string order, string more = "")
    {
        var unordered = order == "unordered" ? ",\"unorderedUpdate\":{\"priorityStrategy\":{}}" : "";
        return $"\"updateStrategy\":{{\"rollingUpdate\":{{\"partition\":{partition}{unordered}{more}}}}}";
    }

    internal static AdvancedStatefulSetView Set(string spec, string image) => Parse(
        $$$"""
        {"metadata":{"name":"s","namespace":"default","uid":"u","generation":1},
         "spec":{"selector":{"matchLabels":{"app":"s"} },"template":{{{Template(image)}}},{{{spec}}} },
         "status":{"currentRevision":"old"} }
        """,
        AdvancedStatefulSetView.Read);

    internal static RevisionView Revision(string name, int number, string image) => Parse(
        $$$"""
        {"metadata":{"name":"{{{name}}}","namespace":"default","labels":{"app":"s"},
          "ownerReferences":[{"kind":"StatefulSet","name":"s","uid":"u","controller":true}]},
         "revision":{{{number}}},"data":{"spec":{"template":{{{Template(image)}}} } } }
        """,
        RevisionView.Read);

    private static AdvancedStatefulSetDraft Draft(AdvancedStatefulSetView set, IEnumerable<PodView> pods)
    {
        ImmutableArray<RevisionView> revisions = [Revision("old", 1, "a"), Revision("new", 2, "b")];
        return new AdvancedStatefulSetDraft(
            new AdvancedStatefulSetObservation(set, PodText.Now), [.. pods], revisions, revisions[1]);
    }

    private static string Template(string image)
    {
        var parts = image.Contains(':') ? image.Split(':') : ["c", image];
        return $$$"""
            {"metadata":{"labels":{"app":"s"} },
             "spec":{"containers":[{"name":"{{{parts[0]}}}","image":"{{{parts[1]}}}"}]} }
            """;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static T Parse<T>(string json, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(json);
        return read(document.RootElement);
    }
}
