using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.DaemonSets;
using Xunit;

namespace Fairway.Tests.Workloads.DaemonSets;

/// <summary>What a plan for an Advanced DaemonSet does, against OpenKruise's own rows.</summary>
public sealed class DaemonSetRowTests
{
    private static readonly KruiseTable Creations = KruiseTable.Load("daemonsets/creations");

    private static readonly KruiseTable Bounds = KruiseTable.Load("daemonsets/bounds");

    private static readonly KruiseTable Rolls = KruiseTable.Load("daemonsets/rolls");

    private static readonly KruiseTable Selected = KruiseTable.Load("daemonsets/selected");

    private static readonly KruiseTable Progressive = KruiseTable.Load("daemonsets/progressive");

    public static TheoryData<string> CreationRows => Creations.Names;

    public static TheoryData<string> BoundRows => Bounds.Names;

    public static TheoryData<string> RollRows => Rolls.Names;

    public static TheoryData<string> SelectedRows => Selected.Names;

    public static TheoryData<string> ProgressiveRows => Progressive.Names;

    [Theory, MemberData(nameof(CreationRows))]
    public void Pods_that_are_missing_are_made_as_with_OpenKruise(string name)
    {
        var row = Creations.Row(name);
        var (old, updated) = (Number(row["old"]), Number(row["new"]));
        var scaling = row.Find("flags") is null ? "false" : "true";
        var set = Set(
            $$"""{"partition":{{row["partition"]}}}""",
            "b",
            $$"""
            "scaleStrategy":{"partitionedScaling":{{scaling}} },
            """);
        string[] pods =
        [
            .. Enumerable.Range(0, old).Select(i => $"s-a{i}:old,ready,gate=True,node=a{i}"),
            .. Enumerable.Range(0, updated).Select(i => $"s-b{i}:new,ready,gate=True,node=b{i}"),
        ];
        var lacking = row.Words("lacking");
        var seen = new AdvancedDaemonSetObservation(set, PodText.Now)
        {
            Nodes = Nodes([.. pods.Select(p => p[(p.LastIndexOf('=') + 1)..]), .. lacking]),
            Pods = [.. PodText.ReadAll(pods)],
            Revisions = old > 0 ? [Revision("old", 1, "a"), Revision("new", 2, "b")] : [Revision("new", 2, "b")],
        };

        var created = AdvancedDaemonSetPlanner.Plan(seen).Actions.OfType<WorkloadAction.CreatePod>()
            .Select(c => $"{c.Label}@{(string?)c.Body["metadata"]!["labels"]!["controller-revision-hash"]}")
            .Order(StringComparer.Ordinal);

        Creations.Check(name, string.Join(' ', created) is { Length: > 0 } text ? text : "-");
    }

    [Theory, MemberData(nameof(BoundRows))]
    public void Numbers_of_nodes_are_rounded_as_with_OpenKruise(string name)
    {
        var row = Bounds.Row(name);
        var seen = new AdvancedDaemonSetObservation(Set(row["strategy"], "a"), PodText.Now)
        {
            Nodes = Nodes([.. Enumerable.Range(0, Number(row["nodes"])).Select(i => $"n{i}")]),
        };
        var draft = new AdvancedDaemonSetDraft(seen, [], [], Revision("new", 1, "a"));

        Bounds.Check(name, $"{draft.MaxSurge} {draft.MaxUnavailable}");
    }

    [Theory, MemberData(nameof(RollRows))]
    public void A_roll_goes_as_with_OpenKruise(string name)
    {
        var row = Rolls.Row(name);
        var world = new DaemonWorld();
        var done = new List<string>();
        foreach (var word in row.Words("script"))
        {
            switch (word)
            {
                case "sync":
                    done.Add(world.Sync(image => Set(row["strategy"], image)));
                    break;
                case "ready":
                    world.MakeReady();
                    break;
                case "notready":
                    world.NodesAreReady = false;
                    break;
                default:
                    world.Image = "b";
                    break;
            }
        }

        Rolls.Check(name, string.Join(' ', done));
    }

    [Theory, MemberData(nameof(SelectedRows))]
    public void Nodes_are_selected_as_with_OpenKruise(string name)
    {
        var row = Selected.Row(name);
        var set = Set("{}", "a") with
        {
            Nodes = row.Find("selector") is { } selector ? LabelSelector.MatchLabels(Pair(selector)) : null,
        };
        var seen = new AdvancedDaemonSetObservation(set, PodText.Now)
        {
            Nodes = Nodes(["n"], row.Find("label") is { } label ? [Pair(label)] : []),
        };
        var draft = new AdvancedDaemonSetDraft(seen, [], [], Revision("new", 1, "a"));

        Selected.Check(name, draft.IsSelected(draft.Pairs[0]) ? "yes" : "no");
    }

    [Theory, MemberData(nameof(ProgressiveRows))]
    public void Creation_by_parts_is_asked_for_as_with_OpenKruise(string name)
    {
        var set = Parse(Progressive.Row(name)["set"], AdvancedDaemonSetView.Read);

        Progressive.Check(name, set.PartitionedScaling ? "yes" : "no");
    }

    internal static RevisionView Revision(string name, int number, string image) => Parse(
        $$$"""
        {"metadata":{"name":"s-{{{name}}}","namespace":"default",
          "labels":{"app":"s","controller-revision-hash":"{{{name}}}"},
          "ownerReferences":[{"kind":"DaemonSet","name":"s","uid":"u","controller":true}]},
         "revision":{{{number}}},"data":{"spec":{"template":{{{Template(image)}}} } } }
        """,
        RevisionView.Read);

    internal static ImmutableArray<NodeView> Nodes(string[] names, (string Key, string Value)[]? labels = null) =>
    [
        .. names.Order(StringComparer.Ordinal).Select(name => new NodeView
        {
            Meta = new ObjectMeta { Name = name, Labels = StringMap.Of(labels ?? []) },
        }),
    ];

    internal static AdvancedDaemonSetView Set(string strategy, string image, string more = "") => Parse(
        $$$"""
        {"metadata":{"name":"s","namespace":"default","uid":"u","generation":1},
         "spec":{"selector":{"matchLabels":{"app":"s"} },"template":{{{Template(image)}}},{{{more}}}
          "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{{{strategy}}} } } }
        """,
        AdvancedDaemonSetView.Read);

    private static string Template(string image) =>
        $$$"""{"metadata":{"labels":{"app":"s"} },"spec":{"containers":[{"name":"c","image":"{{{image}}}"}]} }""";

    private static (string, string) Pair(string text) => (text.Split('=')[0], text.Split('=')[1]);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static T Parse<T>(string json, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(json);
        return read(document.RootElement);
    }
}
