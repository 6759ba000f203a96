using System.Globalization;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.DaemonSets;
using Xunit;

namespace Fairway.Tests.Workloads.DaemonSets;

/// <summary>Which nodes may be updated, against OpenKruise's own rows.</summary>
public sealed class WindowTests
{
    private static readonly KruiseTable Rows = KruiseTable.Load("daemonsets/windows");

    public static TheoryData<string> Names => Rows.Names;

    [Theory, MemberData(nameof(Names))]
    public void The_window_is_that_of_OpenKruise(string name)
    {
        var row = Rows.Row(name);
        var pods = row.Words("pods").Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var selected = row.Words("selected");
        var set = Parse(
            """
            {"metadata":{"name":"s","namespace":"default","uid":"u"},
             "spec":{"selector":{"matchLabels":{"app":"s"}},"template":{"metadata":{"labels":{"app":"s"}},"spec":{}}}}
            """,
            AdvancedDaemonSetView.Read) with
        {
            Partition = IntOrPercent.Count(int.Parse(row["partition"], CultureInfo.InvariantCulture)),
            Nodes = row.Find("selected") is null ? null : LabelSelector.MatchLabels(("node-type", "canary")),
        };
        var seen = new AdvancedDaemonSetObservation(set, DateTimeOffset.UnixEpoch)
        {
            Nodes = [.. pods.Keys.Select(node => Node(node, selected.Contains(node)))],
        };
        var update = new RevisionView
        {
            Meta = new ObjectMeta
            {
                Name = "s-v2",
                Labels = StringMap.Of((WellKnown.ControllerRevisionHash, "v2")),
            },
            Template = set.Template,
        };

        var draft = new AdvancedDaemonSetDraft(
            seen, [.. pods.Select(pair => Pod(pair.Key, pair.Value))], [], update);

        Rows.Check(name, string.Join(' ', AdvancedRollout.Window(draft).Select(pair => pair.Node.Name)));
    }

    private static NodeView Node(string name, bool canary)
    {
        var labels = canary ? "\"node-type\":\"canary\"" : "";
        return Parse(
            $$$$"""{"metadata":{"name":"{{{{name}}}}","labels":{ {{{{labels}}}} } } }""",
            NodeView.Read);
    }

    private static PodView Pod(string node, string revision)
    {
        var ending = revision.StartsWith('~') ? "\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"," : "";
        return Parse(
            $$$$"""
            {"metadata":{"name":"s-{{{{node}}}}",{{{{ending}}}}
              "labels":{"controller-revision-hash":"{{{{revision.TrimStart('~')}}}}"}},
             "spec":{"nodeName":"{{{{node}}}}"},"status":{"phase":"Running"}}
            """,
            PodView.Read);
    }

    private static T Parse<T>(string json, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(json);
        return read(document.RootElement);
    }
}
