using Fairway.Kube.Pods.Planning;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.DaemonSets;

namespace Fairway.Tests.Workloads.DaemonSets;

/// <summary>Five nodes on which what a plan writes is done at once, and nothing else happens.</summary>
internal sealed class DaemonWorld
{
    private readonly List<(string Name, string Node, string Revision, bool Ready)> pods = [];
    private int made;

    /// <summary>The image of the set's template: <c>a</c>, then <c>b</c>.</summary>
    public string Image { get; set; } = "a";

    public bool NodesAreReady { get; set; } = true;

    public void MakeReady()
    {
        for (var i = 0; i < pods.Count; i++)
        {
            pods[i] = pods[i] with { Ready = true };
        }
    }

    /// <summary>How many pods a plan creates and deletes, which is done.</summary>
    public string Sync(Func<string, AdvancedDaemonSetView> set)
    {
        var revision = Image == "a" ? "old" : "new";
        var seen = new AdvancedDaemonSetObservation(set(Image), PodText.Now)
        {
            Nodes = [.. DaemonSetRowTests.Nodes([.. Enumerable.Range(0, 5).Select(i => $"n{i}")])
                .Select(node => node with { IsReady = NodesAreReady })],
            Pods = [.. PodText.ReadAll(pods.Select(p =>
                $"{p.Name}:{p.Revision},gate=True,node={p.Node},{(p.Ready ? "ready" : "unready")}"))],
            Revisions = Image == "a"
                ? [DaemonSetRowTests.Revision("old", 1, "a")]
                : [DaemonSetRowTests.Revision("old", 1, "a"), DaemonSetRowTests.Revision("new", 2, "b")],
        };
        var actions = AdvancedDaemonSetPlanner.Plan(seen).Actions;
        var deleted = actions.OfType<WorkloadAction.Delete>().Where(d => d.Kind == ChildKind.Pod)
            .Select(d => d.Child.Name).ToHashSet(StringComparer.Ordinal);
        var created = actions.OfType<WorkloadAction.CreatePod>().ToArray();
        pods.RemoveAll(p => deleted.Contains(p.Name));
        pods.AddRange(created.Select(c => ($"s-{made++}", c.Label, revision, false)));
        return $"{created.Length}/{deleted.Count}";
    }
}
