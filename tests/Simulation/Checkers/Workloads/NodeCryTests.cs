using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Behaviour.Nodes;
using PlanPeople = Fairway.Simulation.Plans.People;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>As <see cref="CryTests"/>: rules of daemons, jobs, scheduling and nodes.</summary>
public sealed class NodeCryTests
{
    private const string DaemonSets = "daemonsets.apps";
    private const string Jobs = "jobs.batch";
    private const string CronJobs = "cronjobs.batch";

    [Fact]
    public void A_second_daemon_pod_on_a_node() => CryTests.Cries("A-1", AgentsAsync, people =>
        CryTests.CreateAsync(people, "pods", On(people, "second", "node-001"), "daemonset"));

    [Fact]
    public void A_daemon_pod_on_a_node_that_does_not_fit() => CryTests.Cries(
        "A-2",
        async people =>
        {
            await people.ChangeAsync("nodes", "node-001", Tainted, null);
            await AgentsAsync(people);
        },
        people => CryTests.CreateAsync(people, "pods", On(people, "second", "node-001"), "daemonset"));

    [Fact]
    public void Too_many_nodes_without_a_daemon_pod() => CryTests.Cries("A-3", AgentsAsync, async people =>
    {
        foreach (var pod in people.World.All("pods").Take(2).ToList())
        {
            await CryTests.DeleteAsync(people, "pods", (string)pod["metadata"]!["name"]!, "daemonset");
        }
    });

    [Fact]
    public void More_surge_than_allowed() => CryTests.Cries(
        "A-4",
        people => AgentsAsync(people, """
            "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}},
            """),
        async people =>
        {
            foreach (var node in new[] { "node-000", "node-001" })
            {
                await CryTests.CreateAsync(people, "pods", On(people, $"on-{node}", node), "daemonset");
            }
        });

    [Fact]
    public void An_index_that_is_done_twice() => CryTests.Cries(
        "J-2",
        people => people.CreateAsync(
            Jobs, Job(""" "completions":3,"parallelism":3,"completionMode":"Indexed", """), pause: 5),
        async people =>
        {
            var pod = people.World.All("pods").First();
            await people.World.Cluster.DeleteAsync(PlanPeople.Path("pods", (string)pod["metadata"]!["name"]!));
            await CryTests.CreateAsync(
                people, "pods", CryTests.Pod(people, Jobs, "task", "again", """
                "annotations":{"batch.kubernetes.io/job-completion-index":"2"},
                """), "job");
        },
        Ending);

    [Fact]
    public void A_pod_of_a_job_that_is_suspended() => CryTests.Cries(
        "J-4",
        async people =>
        {
            await people.CreateAsync(Jobs, Job(""" "suspend":true,"completions":3,"parallelism":3, """));
        },
        people => CryTests.CreateAsync(people, "pods", CryTests.Pod(people, Jobs, "task", "late"), "job"),
        Ending);

    [Fact]
    public void A_job_beside_another_where_that_is_forbidden() => CryTests.Cries(
        "C-2",
        people => people.CreateAsync(CronJobs, Cron(""" "concurrencyPolicy":"Forbid", """), pause: 70),
        people => CryTests.CreateAsync(people, Jobs, Tick(people, "2026-01-01T00:01:10Z"), "cronjob"),
        Ending);

    [Fact]
    public void A_job_while_its_schedule_is_suspended() => CryTests.Cries(
        "C-3",
        people => people.CreateAsync(CronJobs, Cron(""" "suspend":true, """)),
        people => CryTests.CreateAsync(people, Jobs, Tick(people, "2026-01-01T00:00:10Z"), "cronjob"));

    [Fact]
    public void A_job_after_its_deadline() => CryTests.Cries(
        "C-4",
        people => people.CreateAsync(CronJobs, Cron(""" "startingDeadlineSeconds":10, """), pause: 40),
        people => CryTests.CreateAsync(people, Jobs, Tick(people, "2026-01-01T00:00:10Z"), "cronjob"));

    [Fact]
    public void A_pod_on_a_node_that_is_full() => CryTests.Cries(
        "H-1",
        async people =>
        {
            await people.CreateAsync("pods", Big("first", ""));
            await people.CreateAsync("pods", Big("second", """ "nodeSelector":{"never":"yes"}, """));
        },
        people => BindAsync(people, "second", NodeOf(people, "first")));

    [Fact]
    public void A_pod_beside_one_that_it_avoids() => CryTests.Cries(
        "H-3",
        async people =>
        {
            await people.CreateAsync("pods", Shy("first"));
            foreach (var node in Names(people, "nodes").Where(node => node != NodeOf(people, "first")))
            {
                await people.ChangeAsync("nodes", node, """{"spec":{"unschedulable":true}}""", null);
            }

            await people.CreateAsync("pods", Shy("second"));
        },
        people => BindAsync(people, "second", NodeOf(people, "first")));

    [Fact]
    public void A_pod_on_a_node_that_repels_it() => CryTests.Cries(
        "H-4",
        async people =>
        {
            foreach (var node in Names(people, "nodes"))
            {
                await people.ChangeAsync("nodes", node, Tainted, null);
            }

            await people.CreateAsync("pods", Shy("first"));
        },
        people => BindAsync(people, "first", "node-001"));

    [Fact]
    public void A_pod_that_makes_room_for_nobody() => CryTests.Cries(
        "H-5",
        CryTests.Web(1),
        people => CryTests.DeleteAsync(people, "pods", Names(people, "pods")[0], "scheduler"));

    [Fact]
    public void A_pod_that_is_driven_out_of_a_node_that_is_well() => CryTests.Cries(
        "L-1",
        CryTests.Web(1),
        people => CryTests.DeleteAsync(
            people, "pods", (string)people.World.All("pods").First()["metadata"]!["name"]!, "taint-eviction"));

    [Fact]
    public void A_node_that_is_well_and_loses_its_pods() => CryTests.Cries("L-2", CryTests.Web(1), people =>
        CryTests.ChangeAsync(people, "nodes", "node-001", Driving, "node-lifecycle"));

    [Fact]
    public void Nodes_that_lose_their_pods_when_nothing_is_heard_of_any() => CryTests.Cries(
        "L-3",
        CryTests.Web(1),
        async people =>
        {
            foreach (var node in Names(people, "nodes"))
            {
                await CryTests.ChangeAsync(people, "nodes", $"{node}/status", """
                    {"status":{"conditions":[{"type":"Ready","status":"Unknown","reason":"NodeStatusUnknown"}]}}
                    """, "people");
            }

            await people.PassAsync(30);
            await CryTests.ChangeAsync(people, "nodes", "node-001", Driving, "node-lifecycle");
        });

    private const string Tainted = """{"spec":{"taints":[{"key":"broken","effect":"NoSchedule"}]}}""";

    private const string Driving = """
        {"spec":{"taints":[{"key":"node.kubernetes.io/unreachable","effect":"NoExecute"}]}}
        """;

    private static PodBehaviours Ending { get; } = new(
        [new PodBehaviourRule(PodBehaviour.Default with { EndsAfter = TimeSpan.FromSeconds(90), ExitCode = 0 })],
        PodBehaviour.Default);

    private static Task AgentsAsync(PlanPeople people) => AgentsAsync(people, "");

    private static Task AgentsAsync(PlanPeople people, string spec) => people.CreateAsync(DaemonSets, $$"""
        {"metadata":{"name":"agent"},"spec":{ {{spec}} "selector":{"matchLabels":{"app":"agent"} },
         {{PlanPeople.Template("agent")}} } }
        """);

    private static string On(PlanPeople people, string name, string node)
    {
        var pod = JsonNode.Parse(CryTests.Pod(
            people, DaemonSets, "agent", name, """ "generateName":"agent-", """))!;
        pod["metadata"]!["labels"]!["controller-revision-hash"] = "another";
        pod["spec"]!["nodeName"] = node;
        return pod.ToJsonString();
    }

    private static string Job(string spec) => $$"""
        {"metadata":{"name":"task"},"spec":{ {{spec}}
         {{PlanPeople.Template("task", pod: """ "restartPolicy":"Never", """)}} } }
        """;

    private static string Cron(string spec) => $$"""
        {"metadata":{"name":"tick"},"spec":{"schedule":"* * * * *",{{spec}}
         "jobTemplate":{"spec":{ {{PlanPeople.Template("tick", pod: """ "restartPolicy":"Never", """)}} } } } }
        """;

    private static string Tick(PlanPeople people, string time)
    {
        var job = JsonNode.Parse(Job(""))!;
        var cron = people.World.Find(CronJobs, "tick")!;
        job["metadata"] = JsonNode.Parse($$"""
            {"name":"tick-by-hand","annotations":{"batch.kubernetes.io/cronjob-scheduled-timestamp":"{{time}}"},
             "ownerReferences":[{"apiVersion":"batch/v1","kind":"CronJob","name":"tick","controller":true,
             "uid":"{{cron["metadata"]!["uid"]}}"}]}
            """);
        return job.ToJsonString();
    }

    private static string Big(string name, string more) => $$"""
        {"metadata":{"name":"{{name}}"},"spec":{ {{more}} "containers":[{"name":"c","image":"web:1",
         "resources":{"requests":{"memory":"60Gi"} } }]} }
        """;

    private static string Shy(string name) => $$"""
        {"metadata":{"name":"{{name}}","labels":{"app":"shy"} },"spec":{"containers":[{"name":"c","image":"web:1"}],
         "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
          {"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"shy"} } }]} } } }
        """;

    private static List<string> Names(PlanPeople people, string resource) =>
        [.. people.World.All(resource).Select(one => (string)one["metadata"]!["name"]!)];

    private static string NodeOf(PlanPeople people, string pod) =>
        (string)people.World.Find("pods", pod)!["spec"]!["nodeName"]!;

    private static Task BindAsync(PlanPeople people, string pod, string node) => people.World.Cluster.PostAsync(
        $"{PlanPeople.Path("pods", pod)}/binding",
        JsonNode.Parse($$"""
            {"apiVersion":"v1","kind":"Binding","metadata":{"name":"{{pod}}"},
             "target":{"apiVersion":"v1","kind":"Node","name":"{{node}}"} }
            """)!,
        "target/scheduler");
}
