using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.CloneSets;
using Fairway.Workloads.Pods;
using Xunit;

namespace Fairway.Tests.Workloads.CloneSets;

/// <summary>What a plan for a CloneSet writes, against OpenKruise's own rows.</summary>
public sealed partial class CloneSetRowTests
{
    private static readonly KruiseTable Plans = KruiseTable.Load("clonesets/plans");

    private static readonly KruiseTable Counts = KruiseTable.Load("clonesets/update-counts");

    public static TheoryData<string> PlanRows => Plans.Names;

    public static TheoryData<string> CountRows => Counts.Names;

    [Theory, MemberData(nameof(PlanRows))]
    public void A_plan_writes_what_OpenKruise_writes(string name)
    {
        var row = Plans.Row(name);
        var templates = row.Words("templates");
        var seen = new CloneSetObservation(Set(row["spec"], templates[1], row["current"]), PodText.Now)
        {
            Pods = [.. PodText.ReadAll(row.Words("pods"))],
            Claims = [.. row.Words("claims").Select(Claim)],
            Revisions = Revisions(templates),
        };

        var actions = CloneSetPlanner.Plan(seen).Actions;

        Plans.Check(name, GeneratedId().Replace(ActionText.Of(actions), "s-?"));
    }

    [Theory, MemberData(nameof(CountRows))]
    public void As_many_pods_are_updated_at_once_as_with_OpenKruise(string name)
    {
        var row = Counts.Row(name);
        var (old, templates) = (Number(row["old"]), new[] { "c:a", "c:b" });
        var set = Set($"\"replicas\":{row["replicas"]},\"updateStrategy\":{row["strategy"]}", templates[1], "old");
        set = set with { Policy = set.Policy with { PartitionRollsBack = true } };
        var pods = row.Words("pods").Select((word, i) =>
            PodText.Read($"p-{i}:{(i < old ? "old" : "new")},gate=True,{(word == "r" ? "ready" : "unready")}"));
        var revisions = Revisions(templates);
        var draft = new CloneSetDraft(
            new CloneSetObservation(set, PodText.Now), [.. pods], revisions, revisions[^1]);

        var count = CloneSetUpdating.Decide(draft).OfType<WorkloadAction.ChangePod>().Count();

        Counts.Check(name, count.ToString(CultureInfo.InvariantCulture));
    }

    internal static CloneSetView Set(string spec, string template, string current) => Parse(
        $$$"""
        {"metadata":{"name":"s","namespace":"default","uid":"u","generation":1},
         "spec":{"selector":{"matchLabels":{"app":"s"} },"template":{{{Template(template)}}},{{{spec}}} },
         "status":{"currentRevision":"{{{current}}}"}}
        """,
        CloneSetView.Read);

    /// <summary>A revision of the template before, if that is another, and one of the present.</summary>
    internal static ImmutableArray<RevisionView> Revisions(string[] templates) => templates[0] == templates[1]
        ? [Revision("new", 2, templates[1])]
        : [Revision("old", 1, templates[0]), Revision("new", 2, templates[1])];

    private static RevisionView Revision(string name, int number, string template) => Parse(
        $$$"""
        {"metadata":{"name":"{{{name}}}","namespace":"default","labels":{"app":"s"},
          "ownerReferences":[{"kind":"CloneSet","name":"s","uid":"u","controller":true}]},
         "revision":{{{number}}},"data":{"spec":{"template":{{{Template(template)}}} } } }
        """,
        RevisionView.Read);

    private static string Template(string text)
    {
        var name = text.Split(':')[0];
        var image = text[(name.Length + 1)..];
        var env = image.EndsWith("+env", StringComparison.Ordinal) ? ",\"env\":[{\"name\":\"k\",\"value\":\"v\"}]" : "";
        return $$$"""
            {"metadata":{"labels":{"app":"s"} },
             "spec":{"containers":[{"name":"{{{name}}}","image":"{{{image.Replace("+env", "")}}}"{{{env}}} }]} }
            """;
    }

    private static LabelledView Claim(string text) => new(new ObjectMeta
    {
        Name = text.Split('/')[0],
        Namespace = "default",
        Labels = StringMap.Of(("apps.kruise.io/cloneset-instance-id", text.Split('/')[1])),
    });

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static T Parse<T>(string json, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(json);
        return read(document.RootElement);
    }

    [GeneratedRegex("s-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9])")]
    private static partial Regex GeneratedId();
}
