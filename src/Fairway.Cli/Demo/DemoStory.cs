using Fairway.Api.Releases;
using Fairway.Cli.Fleets;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Cli.Demo;

/// <summary>What the demo tells: components are installed, good versions of both go through, a bad one is stopped and
/// rolled back.</summary>
internal sealed record DemoStory
{
    /// <summary>Everywhere at once: for what is new on all clusters.</summary>
    public const string InstallPipeline = "install";

    /// <summary>Stage by stage, with steps and bakes.</summary>
    public const string CarefulPipeline = "careful";

    /// <summary>The stage in which the bad version is found: the first that has a cluster of each
    /// infrastructure.</summary>
    public const string FoundIn = FleetLabels.Canary;

    /// <summary>The kernel of the nodes on which the bad image crashes. One infrastructure has it, and no cluster in
    /// testing.</summary>
    public const string BadKernel = "6.6.58-secure";

    private const string BadNodeLabel = "example.com/isolation";
    private const string BadNodeValue = "vm";
    private const string First = "2.8.1";
    private const string Good = "2.8.2";
    private const string Bad = "2.8.3";
    private const string FirstProxy = "1.31.0";
    private const string GoodProxy = "1.31.1";
    private const int CacheReplicas = 4;
    private const int ProxyReplicas = 2;

    private static readonly TimeSpan CrashesAfter = TimeSpan.FromSeconds(2);

    private readonly DemoComponent cache = new(
        "registry-cache", "cache", "registry.example/library/registry-cache", CacheReplicas);

    private readonly DemoComponent proxy = new("edge-proxy", "proxy", "registry.example/edge/proxy", ProxyReplicas);

    /// <summary>The story on the demo's fleet.</summary>
    public DemoStory() => Behaviours = new PodBehaviours(
        [
            new PodBehaviourRule(
                PodBehaviour.Default with { EndsAfter = CrashesAfter },
                Image: cache.ImageOf(Bad),
                NodeLabels: new Dictionary<string, string> { [BadNodeLabel] = BadNodeValue }),
        ],
        PodBehaviour.Default);

    /// <summary>The clusters.</summary>
    public IReadOnlyList<FleetMember> Members { get; init; } = DemoSamples.Members;

    /// <summary>What is kept on the clusters.</summary>
    public IReadOnlyList<DemoComponent> Components => [cache, proxy];

    /// <summary>How pods behave: those of the bad image crash on some nodes.</summary>
    public PodBehaviours Behaviours { get; init; }

    /// <summary>Every version that is pushed.</summary>
    public IEnumerable<DemoVersion> Versions =>
        [new(cache, First), new(cache, Good), new(cache, Bad), new(proxy, FirstProxy), new(proxy, GoodProxy)];

    /// <summary>The Releases, in order.</summary>
    public IReadOnlyList<DemoAct> Acts =>
    [
        new(
            "first",
            $"{cache.Name} {First} and {proxy.Name} {FirstProxy} are installed on all clusters",
            InstallPipeline,
            [new(cache, First), new(proxy, FirstProxy)],
            ReleasePhase.Succeeded,
            [new(cache, First), new(proxy, FirstProxy)]),
        new(
            "good",
            $"{cache.Name} {Good} and {proxy.Name} {GoodProxy} go through all stages",
            CarefulPipeline,
            [new(cache, Good), new(proxy, GoodProxy)],
            ReleasePhase.Succeeded,
            [new(cache, Good), new(proxy, GoodProxy)]),
        new(
            "bad",
            $"{cache.Name} {Bad}, which crashes on one infrastructure only, is stopped and rolled back",
            CarefulPipeline,
            [new(cache, Bad)],
            ReleasePhase.RolledBack,
            [new(cache, Good), new(proxy, GoodProxy)]),
    ];

    /// <summary>The stage of a cluster.</summary>
    public string StageOf(string cluster) => LabelOf(cluster, Api.Meta.Labels.Stage);

    /// <summary>The infrastructure of a cluster.</summary>
    public string InfrastructureOf(string cluster) => LabelOf(cluster, Api.Meta.Labels.Infrastructure);

    private string LabelOf(string cluster, string label) => Members.FirstOrDefault(member => member.Id == cluster)?
        .Labels.FirstOrDefault(one => one.Key == label).Value ?? "";
}
