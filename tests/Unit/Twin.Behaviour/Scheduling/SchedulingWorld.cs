using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Budgets;
using Fairway.Twin.Behaviour.Scheduling;
using Fairway.Twin.Behaviour.Scheduling.Scores;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Tests.Twin.Behaviour.Scheduling;

/// <summary>A cluster for the scheduler's decisions, described as objects are.</summary>
internal sealed class SchedulingWorld
{
    private readonly List<BudgetView> budgets = [];

    public ClusterSnapshot Cluster { get; private set; } = ClusterSnapshot.Empty;

    public static PodInfo Pod(string name, string spec = "{}", string labels = "{}", string status = "{}") =>
        PodInfo.Of(PodView.Read(Parse($$"""
            {"metadata":{"name":"{{name}}","namespace":"default","uid":"{{name}}","labels":{{labels}}},
             "spec":{{spec}},"status":{{status}} }
            """)));

    /// <summary>A pod of one container that asks for so much.</summary>
    public static PodInfo Asking(string name, string requests, int priority = 0, string more = "") => Pod(name, $$"""
        {"priority":{{priority}},{{more}}"containers":[{"name":"c","image":"i","resources":{"requests":{{requests}}} }]}
        """);

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public SchedulingWorld Node(
        string name, string labels = "{}", string spec = "{}", string allocatable = """{"cpu":"8","memory":"32Gi"}""")
    {
        var all = allocatable.Contains("\"pods\"", StringComparison.Ordinal)
            ? allocatable
            : $$"""{"pods":"110",{{allocatable[1..]}}""";
        Cluster = Cluster.WithNode(NodeView.Read(Parse($$"""
            {"metadata":{"name":"{{name}}","labels":{{labels}}},"spec":{{spec}},"status":{"allocatable":{{all}} } }
            """)));
        return this;
    }

    public SchedulingWorld On(string node, params PodInfo[] pods)
    {
        Cluster = pods.Aggregate(Cluster, (cluster, pod) => cluster.WithPod(node, pod));
        return this;
    }

    public SchedulingWorld Off(string node, PodInfo pod)
    {
        Cluster = Cluster.WithoutPod(node, pod);
        return this;
    }

    public SchedulingWorld Namespace(string name, string labels)
    {
        Cluster = Cluster.WithNamespace(name, StringMap.Read(Parse(labels)));
        return this;
    }

    public SchedulingWorld Nominated(string node, params PodInfo[] pods)
    {
        Cluster = Cluster.WithNominated(node, [.. pods]);
        return this;
    }

    public SchedulingWorld Budget(string selector, int allowed)
    {
        budgets.Add(BudgetView.Read(Parse($$"""
            {"metadata":{"name":"b","namespace":"default"},"spec":{"selector":{{selector}}},
             "status":{"disruptionsAllowed":{{allowed}}} }
            """)));
        return this;
    }

    public SchedulingAttempt Attempt(PodInfo pod, uint draw = 0, LabelSelector? siblings = null)
    {
        Cluster = PodQuestions.Matchers(pod, siblings).Aggregate(Cluster.Ordered(), (c, m) => c.Tallying(m));
        return new SchedulingAttempt(pod, Cluster) { Draw = draw, Siblings = siblings, Budgets = [.. budgets] };
    }

    public Placement Plan(PodInfo pod, uint draw = 0, LabelSelector? siblings = null) =>
        SchedulerPlanner.Plan(Attempt(pod, draw, siblings)).Placement;

    /// <summary>Places the pod as decided; where it went.</summary>
    public string? Place(PodInfo pod, uint draw = 0, LabelSelector? siblings = null)
    {
        if (Plan(pod, draw, siblings) is not Placement.Bind bind)
        {
            return null;
        }

        On(bind.Node, pod);
        return bind.Node;
    }

    /// <summary>The message of the refusal.</summary>
    public string Refusal(PodInfo pod) => Xunit.Assert.IsType<Placement.Refuse>(Plan(pod)).Message;

    public NodeInfo[] Nodes() => [.. Cluster.Ordered().Order.Select(slot => Cluster.Nodes[slot]!)];

    public long[] Scores(PodInfo pod, Func<PodInfo, ClusterSnapshot, NodeInfo[], long[]?> scorer) =>
        scorer(pod, Cluster, Nodes()) ?? [];

    public long[] Total(PodInfo pod) => NodeScores.Of(pod, Cluster, Nodes(), null);
}
