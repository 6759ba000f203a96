using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Stories;

/// <summary>
/// Four clusters in three stages, two managers, and the component registry-cache, which every story's releases carry.
/// The image tagged <c>bad</c> crashes on nodes of arm64, which only production has.
/// </summary>
internal sealed class ReferenceFleet
{
    public const string Component = "registry-cache";
    private const string Good = "registry.example/library/registry-cache";

    private const string Pipeline = """
        {
          "stages": [
            {"name": "canary", "selector": {"matchLabels": {"fairway.dev/stage": "canary"}},
             "silentPeriodAfterStage": "20s"},
            {"name": "smallflow", "selector": {"matchLabels": {"fairway.dev/stage": "smallflow"}}},
            {"name": "production", "selector": {}, "silentPeriod": "10s", "maxConcurrency": 1}
          ],
          "steps": [{"partition": "50%", "bake": "5s"}, {"partition": 0, "bake": "2s"}],
          "stepDeadline": "3m", "permitDuration": "30s", "rollback": "Automatic"
        }
        """;

    private ReferenceFleet(Fleet fleet)
    {
        Fleet = fleet;
        Processes = new Processes(fleet);
    }

    public Fleet Fleet { get; }

    public Processes Processes { get; }

    public static IReadOnlyList<(string Id, string Stage, int Importance)> Members { get; } =
    [
        ("c1", "canary", 1), ("s1", "smallflow", 3), ("p1", "production", 5), ("p2", "production", 8),
    ];

    private static PodBehaviours Behaviours { get; } = new(
        [
            new PodBehaviourRule(Crashing, "*:bad", "node-003"),
            new PodBehaviourRule(PodBehaviour.Default with { EndsAfter = TimeSpan.FromSeconds(2) }, "hook:9.*"),
            new PodBehaviourRule(
                PodBehaviour.Default with { EndsAfter = TimeSpan.FromSeconds(2), ExitCode = 0 }, "hook:*"),
        ],
        PodBehaviour.Default);

    private static PodBehaviour Crashing => new() { EndsAfter = TimeSpan.FromSeconds(1), BecomesReady = false };

    /// <summary>Everything is there, and nothing is released yet.</summary>
    public static async Task<ReferenceFleet> SetUpAsync(Fleet fleet, int clusters)
    {
        var all = new ReferenceFleet(fleet);
        await all.MetaAsync();
        foreach (var (id, stage, importance) in Members.Take(clusters))
        {
            await all.AddAsync(id, stage, importance);
        }

        await SampleCharts.PushAsync(fleet.Meta, Component, "1.0.0", $"{Good}:1.0.0", "cache");
        await SampleCharts.PushAsync(fleet.Meta, Component, "1.1.0", $"{Good}:1.1.0", "cache");
        await SampleCharts.PushAsync(fleet.Meta, Component, "1.2.0", $"{Good}:bad", "cache");
        all.Processes.Manager("m1");
        all.Processes.Manager("m2");
        return all;
    }

    /// <summary>A cluster joins the fleet, with a process of Fairway's in it.</summary>
    public async Task AddAsync(string id, string stage, int importance)
    {
        await TenantAsync(id);
        await Fleet.Meta.PostAsync(
            "/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = id } });
        await RegisterAsync(id, stage, importance);
    }

    /// <summary>The component acting, whose chart has everything that an act does in an order, in some versions. Its
    /// hooks fail in versions that begin with 9.</summary>
    public async Task AddActingAsync(params string[] versions)
    {
        await Fleet.Meta.PostAsync(People.PathOf("components"), People.Object("Component", "acting", """
            {"type":"AddOn","namespace":"acting","images":[{"name":"web","path":"image","form":"Parts"}]}
            """));
        foreach (var version in versions)
        {
            await SampleCharts.PushAsync(
                Fleet.Meta, "acting", version, $"registry.example/library/acting:{version}", "web");
        }
    }

    /// <summary>The Cluster object alone.</summary>
    public Task RegisterAsync(string id, string stage, int importance) => Fleet.Meta.PostAsync(
        People.PathOf("clusters", id),
        People.Object("Cluster", "kubernetes-cluster", "{}", $$"""
            {"fairway.dev/stage":"{{stage}}","fairway.dev/importance":"{{importance}}"}
            """));

    public Task ReleaseAsync(
        string name, string version, string more = "", string component = Component) => Fleet.Meta.PostAsync(
        People.PathOf("releases"),
        People.Object("Release", name, $$"""
            {"pipeline":"fleet","changes":[{"component":"{{component}}","version":"{{version}}"}]{{more}} }
            """));

    /// <summary>The pipeline becomes another one.</summary>
    public Task PipelineAsync(string spec) =>
        Fleet.Meta.PatchAsync($"{People.PathOf("releasepipelines")}/fleet", $$"""{"spec":{{spec}} }""");

    /// <summary>Somebody of the group sre approves the plan as it is.</summary>
    public Task ApproveAsync(string release, string approver) => Fleet.Meta.PostAsync(
        People.PathOf("approvals"),
        People.Object("Approval", $"{release}-{approver}", $$"""
            {"release":"{{release}}","planDigest":"{{Release(release)!["status"]!["plan"]!["digest"]}}",
             "approver":"{{approver}}","groups":["sre"],"decision":"Approve","reason":"it is as it should be"}
            """));

    public Task ChangeReleaseAsync(string name, string spec) =>
        Fleet.Meta.PatchAsync($"{People.PathOf("releases")}/{name}", $$"""{"spec":{{spec}} }""");

    /// <summary>Stops everything.</summary>
    public Task StopAsync(string name) => Fleet.Meta.PostAsync(
        People.PathOf("emergencystops"), People.Object("EmergencyStop", name, """{"reason":"a story"}"""));

    public Task LiftAsync(string name) => Fleet.Meta.DeleteAsync($"{People.PathOf("emergencystops")}/{name}");

    public JsonNode? Release(string name) => Fleet.Meta.Find("releases.fairway.dev", null, name);

    public string? PhaseOf(string name) => (string?)Release(name)?["status"]?["phase"];

    public JsonNode? ClusterRelease(string cluster, string name) =>
        Fleet.Meta.Find("clusterreleases.fairway.dev", cluster, name);

    public string? ReasonOf(string cluster, string name) =>
        (string?)ClusterRelease(cluster, name)?["status"]?["reason"];

    public Task UntilClusterAsync(string cluster, string name, string phase) => Fleet.UntilAsync(
        () => (string?)ClusterRelease(cluster, name)?["status"]?["phase"] == phase,
        $"{name} in {cluster} is {phase}",
        TimeSpan.FromMinutes(20));

    public Task UntilPhaseAsync(string name, string phase, int minutes = 30) => Fleet.UntilAsync(
        () => PhaseOf(name) == phase, $"Release {name} is {phase}", TimeSpan.FromMinutes(minutes));

    /// <summary>The images of the cache's pods in a cluster, in order: <c>1.0.0 1.0.0 1.1.0</c>.</summary>
    public string Images(string cluster) => string.Join(' ', Fleet.Tenant(cluster).All("pods")
        .Where(pod => (string?)pod["metadata"]!["namespace"] == "cache")
        .OrderBy(pod => (string?)pod["metadata"]!["name"], StringComparer.Ordinal)
        .Select(pod => ((string)pod["spec"]!["containers"]![0]!["image"]!).Split(':')[^1]));

    private async Task TenantAsync(string id)
    {
        var tenant = Fleet.Add(id);
        var isMixed = id.StartsWith('p');
        var seed = Fleet.Loop.Seed.Value;
        await Processes.KubernetesAsync(tenant, environment => new ClusterBehaviourOptions(environment, seed)
        {
            Nodes = isMixed ? 4 : 3,
            Behaviours = Behaviours,
        });
        if (isMixed)
        {
            await tenant.PatchAsync(
                "/api/v1/nodes/node-003", """{"metadata":{"labels":{"kubernetes.io/arch":"arm64"}}}""");
        }

        await InstallAsync(tenant, [.. ApiCrds.Tenant]);
        Processes.Tenant(id);
    }

    private async Task MetaAsync()
    {
        var meta = Fleet.Meta;
        await Processes.KubernetesAsync(meta, environment => new ClusterBehaviourOptions(environment));
        await InstallAsync(meta, [.. ApiCrds.Meta]);
        await meta.PostAsync(
            "/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "fairway-system" } });
        await meta.PostAsync(People.PathOf("releasepipelines"), People.Object("ReleasePipeline", "fleet", Pipeline));
        await meta.PostAsync(People.PathOf("components"), People.Object("Component", Component, """
            {"type":"AddOn","namespace":"cache","images":[{"name":"cache","path":"image","form":"Parts"}]}
            """));
        await meta.PostAsync(People.PathOf("metaconfigs"), People.Object("MetaConfig", "cache-all", $$"""
            {"component":"{{Component}}","values":{"replicas":4} }
            """));
    }

    private Task InstallAsync(SimulatedCluster cluster, ApiCrd[] crds)
    {
        var installer = new SimulatedProcess("installer", Fleet.Loop.Time);
        return new CrdInstaller(new Line(Fleet, installer, cluster), KubeEnvironment.Of(Fleet.Loop.Time, 1))
            .InstallAsync(crds, TimeSpan.FromMinutes(1), CancellationToken.None);
    }
}
