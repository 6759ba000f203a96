using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Simulation.Plans;
using Fairway.Simulation.Stories;
using Fairway.Twin.Behaviour.Nodes;
using PlanPeople = Fairway.Simulation.Plans.People;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>Each rule is seen to be cried: the controllers are stopped, and something writes in their name what they
/// must never write. Those of <c>UpstreamBugTests</c> are cried there.</summary>
public sealed class CryTests
{
    private const string Deployments = "deployments.apps";
    private const string ReplicaSets = "replicasets.apps";
    private const string StatefulSets = "statefulsets.apps";

    [Fact]
    public void More_replicas_than_the_surge_allows() => Cries("D-1", Web(2), async people =>
        await ChangeAsync(
            people, ReplicaSets, NameOf(people, ReplicaSets), """{"spec":{"replicas":5}}""", "deployment"));

    [Fact]
    public void Fewer_available_than_the_least() => Cries(
        "D-2",
        async people =>
        {
            await Web(3)(people);
            await people.RollAsync(Deployments, "web", "stuck:1");
        },
        async people => await ChangeAsync(
            people, ReplicaSets, NameOf(people, ReplicaSets, "web:1"), """{"spec":{"replicas":1}}""", "deployment"));

    [Fact]
    public void A_new_pod_beside_old_ones_in_a_recreation() => Cries(
        "D-3",
        people => people.CreateAsync(
            Deployments, PlanPeople.Body("web", 2, """ "strategy":{"type":"Recreate"}, """)),
        async people =>
        {
            var old = NameOf(people, ReplicaSets);
            await ChangeAsync(people, ReplicaSets, old, """{"spec":{"replicas":1}}""", "deployment");
            await CreateAsync(people, ReplicaSets, Set(people, "web-new", 1, "web:2"), "deployment");
        });

    [Fact]
    public void A_second_replica_set_of_the_same_template() => Cries("D-4", Web(2), async people =>
        await CreateAsync(people, ReplicaSets, Set(people, "web-twin", 0, "web:1"), "deployment"));

    [Fact]
    public void A_progress_that_contradicts_itself() => Cries("D-5", Web(2), async people =>
        await ChangeAsync(people, Deployments, "web/status", """
            {"status":{"conditions":[{"type":"Progressing","status":"False","reason":"NewReplicaSetAvailable"}]}}
            """, "deployment"));

    [Fact]
    public void A_replica_set_with_pods_that_is_cleaned_up() => Cries("D-6", Web(2), people =>
        DeleteAsync(people, ReplicaSets, NameOf(people, ReplicaSets), "deployment"));

    [Fact]
    public void A_pod_of_its_own_that_is_given_up() => Cries("R-2", Web(2), people =>
        ChangeAsync(people, "pods", NameOf(people, "pods"), """{"metadata":{"ownerReferences":null}}""", "replicaset"));

    [Fact]
    public void A_ready_pod_that_goes_before_one_that_is_not() => Cries("R-3", Web(6), async people =>
    {
        var ready = people.World.All("pods").First(pod => (string?)pod["spec"]!["nodeName"] != "node-000");
        await DeleteAsync(people, "pods", (string)ready["metadata"]!["name"]!, "replicaset");
    }, new PodBehaviours(
        [new PodBehaviourRule(PodBehaviour.Default with { BecomesReady = false }, Node: "node-000")],
        PodBehaviour.Default));

    [Fact]
    public void A_pod_of_a_set_without_a_place() => Cries("S-1", Db(2), people =>
        CreateAsync(people, "pods", Pod(people, StatefulSets, "db", "db-7"), "statefulset"));

    [Fact]
    public void The_lowest_place_that_goes_first() => Cries("S-2", Db(2), async people =>
    {
        // Long enough for a controller to know: what was wanted a moment ago excuses.
        await ChangeAsync(people, StatefulSets, "db", """{"spec":{"replicas":0}}""", "people");
        await people.PassAsync(10);
        await DeleteAsync(people, "pods", "db-0", "statefulset");
    });

    [Fact]
    public void A_lower_place_that_is_replaced_before_a_higher_one() => Cries(
        "S-4",
        async people =>
        {
            await people.CreateAsync(StatefulSets, PlanPeople.Body("db", 3, """
                "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":2}},
                """, "db:1"));
            await people.RollAsync(StatefulSets, "db", "db:2");
        },
        async people =>
        {
            await ChangeAsync(people, StatefulSets, "db", """
                {"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}
                """, "people");
            await DeleteAsync(people, "pods", "db-0", "statefulset");
        });

    [Fact]
    public void A_claim_that_is_to_stay() => Cries(
        "S-5",
        people => people.CreateAsync(StatefulSets, PlanPeople.Body("db", 1, """
            "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],
             "resources":{"requests":{"storage":"1Gi"}}}}],
            """)),
        people => DeleteAsync(people, "persistentvolumeclaims", "data-db-0", "statefulset"));

    [Fact]
    public void An_eviction_that_spends_nothing() => Cries("B-1", BudgetAsync, people =>
        ChangeAsync(people, "poddisruptionbudgets.policy", "web/status", $$"""
            {"status":{"disruptedPods":{"{{NameOf(people, "pods")}}":"2026-01-01T00:00:00Z"} } }
            """, "eviction"));

    [Fact]
    public void An_eviction_that_was_not_booked() => Cries("B-3", BudgetAsync, async people =>
    {
        var name = NameOf(people, "pods");
        var pod = people.World.Find("pods", name)!;
        var conditions = (JsonArray)pod["status"]!["conditions"]!.DeepClone();
        conditions.Add(JsonNode.Parse("""
            {"type":"DisruptionTarget","status":"True","reason":"EvictionByEvictionAPI","message":"x"}
            """));
        await ChangeAsync(people, "pods", $"{name}/status", new JsonObject
        {
            ["status"] = new JsonObject { ["conditions"] = conditions },
        }.ToJsonString(), "eviction");
        await DeleteAsync(people, "pods", name, "eviction");
    });

    [Theory]
    [InlineData("G-2", "Orphan")]
    [InlineData("G-3", "Foreground")]
    public void An_owner_that_goes_before_its_dependents(string rule, string how) => Cries(rule, Web(1), async people =>
    {
        await people.World.PassAsync(10);
        await people.World.Cluster.DeleteWithAsync(PlanPeople.Path(Deployments, "web"), how);
        await ChangeAsync(people, Deployments, "web", """{"metadata":{"finalizers":null}}""", "garbage");
    });

    [Fact]
    public void A_namespace_that_goes_with_something_in_it() => Cries(
        "N-2",
        async people =>
        {
            await people.CreateAsync("namespaces", """{"metadata":{"name":"team"}}""", null);
            await people.CreateAsync("configmaps", """{"metadata":{"name":"left"}}""", "team");
        },
        async people =>
        {
            var space = PlanPeople.Path("namespaces", "team", null);
            await people.World.Cluster.DeleteWithAsync(space, null);
            await people.World.Cluster.PutAsync($"{space}/finalize", JsonNode.Parse("""
                {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team"},"spec":{"finalizers":[]}}
                """)!, "target/namespace");
        });

    [Fact]
    public void An_endpoint_with_the_address_of_another() => Cries(
        "E-1",
        async people =>
        {
            await people.CreateAsync("services", """
                {"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}
                """);
            await Web(1)(people);
        },
        async people =>
        {
            var slice = people.World.All("endpointslices.discovery.k8s.io")
                .First(one => (string?)one["metadata"]!["labels"]?["kubernetes.io/service-name"] == "web");
            var endpoints = (JsonArray)slice["endpoints"]!.DeepClone();
            endpoints[0]!["addresses"]![0] = "10.200.200.200";
            await ChangeAsync(
                people, "endpointslices.discovery.k8s.io", (string)slice["metadata"]!["name"]!,
                new JsonObject { ["endpoints"] = endpoints }.ToJsonString(), "endpointslice");
        });

    internal static Func<PlanPeople, Task> Web(int replicas) =>
        people => people.CreateAsync(Deployments, PlanPeople.Body("web", replicas));

    internal static Task ChangeAsync(PlanPeople people, string resource, string name, string patch, string author) =>
        people.World.Cluster.PatchAsync(
            PlanPeople.Path(resource, name, resource == "nodes" ? null : "default"), patch, Named(author));

    internal static Task CreateAsync(PlanPeople people, string resource, string body, string author) =>
        people.World.Cluster.PostAsync(PlanPeople.Path(resource), JsonNode.Parse(body)!, Named(author));

    internal static Task DeleteAsync(PlanPeople people, string resource, string name, string author) =>
        people.World.Cluster.DeleteAsync(PlanPeople.Path(resource, name), Named(author));

    /// <summary>A pod of an owner's, as its controller would make it.</summary>
    internal static string Pod(
        PlanPeople people, string resource, string owner, string name, string more = "")
    {
        var found = people.World.Find(resource, owner)!;
        return $$"""
            {"metadata":{"name":"{{name}}","labels":{"app":"{{owner}}"},{{more}}
              "ownerReferences":[{"apiVersion":"{{found["apiVersion"]}}","kind":"{{found["kind"]}}","name":"{{owner}}",
              "uid":"{{found["metadata"]!["uid"]}}","controller":true}]},
             "spec":{"containers":[{"name":"c","image":"web:1"}]} }
            """;
    }

    /// <summary>The story goes well; then the controllers stop, and what is written in their name is cried.</summary>
    internal static void Cries(
        string rule, Func<PlanPeople, Task> story, Func<PlanPeople, Task> sabotage, PodBehaviours? behaviours = null)
    {
        var workload = new Workload("nobody", "sabotage", async people =>
        {
            await story(people);
            people.World[World.Everything].Life.Kill();
            await sabotage(people);
            await people.PassAsync(1);
        }) { Behaviours = behaviours ?? Some };
        var run = PlanRun.Of(workload, Seeded.Known);
        Assert.True(
            run.Failure?.StartsWith(rule, StringComparison.Ordinal) == true,
            $"{rule} is not cried, but: {run.Failure}\n{run.World.Tail}");
    }

    private static PodBehaviours Some { get; } = new(
        [
            new PodBehaviourRule(PodBehaviour.Default with { BecomesReady = false }, "stuck:*"),
        ],
        PodBehaviour.Default);

    private static Func<PlanPeople, Task> Db(int replicas) =>
        people => people.CreateAsync(StatefulSets, PlanPeople.Body("db", replicas));

    private static async Task BudgetAsync(PlanPeople people)
    {
        await Web(3)(people);
        await people.CreateAsync("poddisruptionbudgets.policy", """
            {"metadata":{"name":"web"},"spec":{"minAvailable":2,"selector":{"matchLabels":{"app":"web"}}}}
            """);
    }

    private static string Named(string author) => author == "people" ? author : $"target/{author}";

    private static string NameOf(PlanPeople people, string resource, string? image = null) => people.World.All(resource)
        .Where(one => image is null
            || (string?)one["spec"]!["template"]?["spec"]?["containers"]?[0]?["image"] == image)
        .Select(one => (string)one["metadata"]!["name"]!).First();

    private static string Set(PlanPeople people, string name, int replicas, string image)
    {
        var body = JsonNode.Parse(PlanPeople.Body("web", replicas, image: image))!;
        var deployment = people.World.Find(Deployments, "web")!;
        body["metadata"]!["name"] = name;
        body["metadata"]!["labels"] = JsonNode.Parse("""{"app":"web"}""");
        body["metadata"]!["ownerReferences"] = JsonNode.Parse($$"""
            [{"apiVersion":"apps/v1","kind":"Deployment","name":"web","controller":true,
              "uid":"{{deployment["metadata"]!["uid"]}}"}]
            """);
        return body.ToJsonString();
    }
}
