using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Resources;

namespace Fairway.Twin.Behaviour;

/// <summary>What runs in a cluster, and how it behaves.</summary>
/// <param name="Environment">Time, chance and log of the controllers.</param>
/// <param name="Seed">Decides how pods differ from each other.</param>
public sealed record ClusterBehaviourOptions(KubeEnvironment Environment, int Seed = 0)
{
    /// <summary>How many simulated nodes there are; they are created where they are missing.</summary>
    public int Nodes { get; init; }

    /// <summary>Whether nodes and pods are measured.</summary>
    public bool Metrics { get; init; } = true;

    /// <summary>What the nodes are like.</summary>
    public NodeProfile Profile { get; init; } = NodeProfile.Default;

    /// <summary>Nodes of several kinds; empty for <see cref="Nodes"/> of <see cref="Profile"/>.</summary>
    public ImmutableArray<NodePool> Pools { get; init; } = [];

    /// <summary>The RuntimeClasses that there are from the start.</summary>
    public ImmutableArray<RuntimeClassProfile> RuntimeClasses { get; init; } = [];

    /// <summary>How pods behave on them where no behavior of the cluster says otherwise.</summary>
    public PodBehaviours Behaviours { get; init; } = PodBehaviours.WellBehaved;

    /// <summary>Behaviors that the cluster starts with: they are brought to it as resources.</summary>
    public IReadOnlyList<BehaviorObject> InitialBehaviors { get; init; } = [];

    /// <summary>PEM of the authority that signed the API's certificate: each namespace's <c>kube-root-ca.crt</c> holds
    /// it.</summary>
    public string RootCertificate { get; init; } = "";

    /// <summary>Signs in the cluster's name; null where approved requests of certificates, and secrets that ask for
    /// tokens, are to wait for somebody else.</summary>
    public IClusterSigner? Signer { get; init; }

    /// <summary>
    /// The resources that the garbage collector and the deletion of namespaces cover; null to ask the API's discovery.
    /// </summary>
    public IReadOnlyList<KubeResource>? Resources { get; init; }

    /// <summary>Has the last word on each controller, as <see cref="ControllerHost.Shape"/> says; null to leave all as
    /// they are.</summary>
    public Func<ControllerDefinition, ControllerDefinition?>? Shape { get; init; }
}
