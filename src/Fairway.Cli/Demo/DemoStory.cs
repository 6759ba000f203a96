using Fairway.Api.Releases;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Cli.Demo;

/// <summary>What the demo tells: components are installed, a good version goes through, a bad one is stopped and rolled
/// back.</summary>
internal sealed record DemoStory
{
    /// <summary>Everywhere at once: for what is new on all clusters.</summary>
    public const string InstallPipeline = "install";

    /// <summary>Stage by stage, with steps and bakes.</summary>
    public const string CarefulPipeline = "careful";

    /// <summary>The label of nodes that the bad image does not run on.</summary>
    public const string Architecture = "kubernetes.io/arch";

    /// <summary>The architecture that it does not run on. No canary has such nodes.</summary>
    public const string BadArchitecture = "arm64";

    private const string First = "2.8.1";
    private const string Good = "2.8.2";
    private const string Bad = "2.8.3";
    private const string ProxyVersion = "1.31.0";
    private const int MostReplicas = 6;
    private const int ProxyReplicas = 2;

    private static readonly TimeSpan CrashesAfter = TimeSpan.FromMilliseconds(150);

    private readonly DemoComponent cache;
    private readonly DemoComponent proxy;

    /// <summary>The story on clusters of so many nodes: with a pod on each, the bad image meets every kind of
    /// node.</summary>
    public DemoStory(int nodes)
    {
        cache = new DemoComponent(
            "registry-cache", "cache", "registry.example/library/registry-cache", Math.Min(nodes, MostReplicas));
        proxy = new DemoComponent("edge-proxy", "proxy", "registry.example/edge/proxy", ProxyReplicas);
        Components = [cache, proxy];
        Behaviours = new PodBehaviours(
            [
                new PodBehaviourRule(
                    PodBehaviour.Default with { EndsAfter = CrashesAfter },
                    Image: cache.ImageOf(Bad),
                    NodeLabels: new Dictionary<string, string> { [Architecture] = BadArchitecture }),
            ],
            PodBehaviour.Default);
    }

    /// <summary>What is kept on the clusters.</summary>
    public IReadOnlyList<DemoComponent> Components { get; }

    /// <summary>How pods behave: those of the bad image crash on some nodes.</summary>
    public PodBehaviours Behaviours { get; init; }

    /// <summary>Every version that is pushed.</summary>
    public IEnumerable<DemoVersion> Versions =>
        [new(cache, First), new(cache, Good), new(cache, Bad), new(proxy, ProxyVersion)];

    /// <summary>The Releases, in order.</summary>
    public IReadOnlyList<DemoAct> Acts =>
    [
        new(
            "first",
            $"{cache.Name} {First} and {proxy.Name} {ProxyVersion} are installed on all clusters",
            InstallPipeline,
            [new(cache, First), new(proxy, ProxyVersion)],
            ReleasePhase.Succeeded,
            [new(cache, First), new(proxy, ProxyVersion)]),
        new(
            "good",
            $"{cache.Name} {Good} goes through all stages",
            CarefulPipeline,
            [new(cache, Good)],
            ReleasePhase.Succeeded,
            [new(cache, Good), new(proxy, ProxyVersion)]),
        new(
            "bad",
            $"{cache.Name} {Bad}, which crashes on {BadArchitecture} nodes, is stopped and rolled back",
            CarefulPipeline,
            [new(cache, Bad)],
            ReleasePhase.RolledBack,
            [new(cache, Good), new(proxy, ProxyVersion)]),
    ];
}
