using System.Globalization;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.Pods;
using Fairway.Workloads.StatefulSets;
using Xunit;

namespace Fairway.Tests.Workloads.PodRows;

/// <summary>Hooks of pods and their updates in place, against OpenKruise's own rows.</summary>
public sealed class PodRowTests
{
    private static readonly KruiseTable Held = KruiseTable.Load("pods/hooks");

    private static readonly KruiseTable Done = KruiseTable.Load("pods/in-place-done");

    private static readonly KruiseTable Changes = KruiseTable.Load("pods/in-place-changes");

    private static readonly KruiseTable Taken = KruiseTable.Load("pods/in-place-steps");

    public static TheoryData<string> HeldRows => Held.Names;

    public static TheoryData<string> DoneRows => Done.Names;

    public static TheoryData<string> ChangeRows => Changes.Names;

    public static TheoryData<string> TakenRows => Taken.Names;

    [Theory, MemberData(nameof(HeldRows))]
    public void Hooks_hold_pods_as_with_OpenKruise(string name)
    {
        var row = Held.Row(name);
        var pod = PodText.Read(row["pod"]);
        using var document = JsonDocument.Parse(row.Find("hook") ?? "null");
        var json = row.Find("hook") is null ? (JsonElement?)null : document.RootElement;

        Held.Check(name, row["asked"] switch
        {
            "held" => YesNo(LifecycleHook.Read(json)?.Holds(pod)),
            "all" => YesNo(LifecycleHook.Read(json)?.HoldsWholly(pod)),
            "marked" => YesNo(PodLabels.IsMarked(pod)),
            "marks" => YesNo(Hooks.Read(json).MarkNotReady),
            "unready" => YesNo(Hooks.Read(json).IsUnready(Lifecycle.StateOf(pod))),
            _ => Lifecycle.StateOf(pod) is { Length: > 0 } state ? state : "-",
        });
    }

    [Theory, MemberData(nameof(DoneRows))]
    public void An_update_in_place_is_done_when_it_is_with_OpenKruise(string name)
    {
        var row = Done.Row(name);
        var state = new InPlaceState(
            PodText.Now, [.. row.Words("last").Select(one => (one.Split(':')[0], one.Split(':')[1], (string?)null))]);

        Done.Check(name, YesNo(state.IsDone(PodText.Read(row["pod"]))));
    }

    [Theory, MemberData(nameof(ChangeRows))]
    public void What_is_changed_in_place_is_what_OpenKruise_changes(string name)
    {
        var row = Changes.Row(name);
        var change = InPlaceChange.Between(Template(row.Find("before")), Template(row["now"]));

        Changes.Check(name, change is null ? "anew" : string.Join(
            ' ',
            change.Images.Select(one => $"{one.Container}={one.Image}").Append(change.Metadata.ToJsonString())));
    }

    [Theory, MemberData(nameof(TakenRows))]
    public void Steps_of_an_update_in_place_are_those_of_OpenKruise(string name)
    {
        var row = Taken.Row(name);
        var pod = PodText.Read(row["pod"]);
        var grace = TimeSpan.FromSeconds(int.Parse(row["grace"], CultureInfo.InvariantCulture));
        var update = new InPlaceUpdate(grace, PodText.Now);
        var target = new RevisionView { Meta = new ObjectMeta { Name = "new" }, Template = Template(null) };

        var step = row["asked"] == "refresh"
            ? update.Finish(pod)
            : update.Next(
                pod, new InPlaceChange([("c1", "b")], []), target, (WellKnown.ControllerRevisionHash, "new"));

        Taken.Check(name, ActionText.Of(step is null ? [] : [step]));
    }

    [Fact]
    public void A_label_that_a_running_container_reads_is_not_changed_under_it()
    {
        const string Reading =
            """
            "name":"c1","image":"a","env":[{"name":"E","valueFrom":{"fieldRef":{"fieldPath":"metadata.labels['k']"}}}]
            """;
        static string Labelled(string value, string container) =>
            $$$"""{"metadata":{"labels":{"k":"{{{value}}}"} },"spec":{"containers":[{{{{container}}}}]} }""";

        Assert.Null(InPlaceChange.Between(Template(Labelled("1", Reading)), Template(Labelled("2", Reading))));
        Assert.NotNull(InPlaceChange.Between(
            Template(Labelled("1", "\"name\":\"c1\",\"image\":\"a\"")),
            Template(Labelled("2", "\"name\":\"c1\",\"image\":\"a\""))));
    }

    private static string YesNo(bool? answer) => answer == true ? "yes" : "no";

    private static PodTemplate Template(string? json)
    {
        using var document = JsonDocument.Parse(json ?? "{}");
        return PodTemplate.Read(document.RootElement);
    }
}
