using System.Net;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Resources;
using Fairway.Twin.Faults;

namespace Fairway.Cli.Fleets;

/// <summary>The fleet that was asked for.</summary>
internal sealed record FleetOptions
{
    /// <summary>The most nodes that one process holds: with two daemon pods each takes some 36 kB, so these take 11
    /// GB (docs/benchmarks.md).</summary>
    public const int MostNodes = 300_000;

    /// <summary>Tenant clusters beside the meta cluster.</summary>
    public int Clusters { get; init; } = 3;

    /// <summary>Nodes of each tenant cluster.</summary>
    public int Nodes { get; init; } = 5;

    /// <summary>The tenant clusters that a file describes; null for <see cref="Clusters"/> of <see
    /// cref="Nodes"/>.</summary>
    public IReadOnlyList<FleetMember>? Profile { get; init; }

    /// <summary>The tenant clusters.</summary>
    public IReadOnlyList<FleetMember> Members => Profile ?? FleetMembers.Of(Clusters, Nodes);

    /// <summary>The folder.</summary>
    public string Data { get; init; } = ".fairway";

    /// <summary>The port; null takes that of the last run where it is free, else any; 0 takes any.</summary>
    public int? Port { get; init; }

    /// <summary>Whether tenant clusters are kept in the folder, as the meta cluster is.</summary>
    public bool Keep { get; init; }

    /// <summary>Whether this process runs a manager.</summary>
    public bool Manager { get; init; } = true;

    /// <summary>Whether Run tasks that name no cluster run as processes of this machine.</summary>
    public bool LocalTasks { get; init; }

    /// <summary>Whether this process runs the tenant processes.</summary>
    public bool Tenants { get; init; } = true;

    /// <summary>Whether the clusters are registered in the meta cluster at all.</summary>
    public bool Registration { get; init; } = true;

    /// <summary>Where metrics and probes of this process are served; null for nowhere.</summary>
    public IPEndPoint? MetricsAddress { get; init; }

    /// <summary>Whether clusters serve <c>metrics.k8s.io</c>.</summary>
    public bool Metrics { get; init; } = true;

    /// <summary>What goes wrong with calls of anybody, the clusters' own controllers among them.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>What goes wrong beside with requests on their way to the listener.</summary>
    public FaultPlan Wire { get; init; } = FaultPlan.None;

    /// <summary>How every cluster decides who may do what.</summary>
    public AuthorizationMode Authorization { get; init; } = AuthorizationMode.Rbac;

    /// <summary>Whether who shows neither token nor certificate may ask as <c>system:anonymous</c>.</summary>
    public bool Anonymous { get; init; } = true;

    /// <summary>The same, but where everybody may do everything: then nobody comes without a name.</summary>
    public bool AllowsAnonymous => Anonymous && Authorization == AuthorizationMode.Rbac;

    /// <summary>How pods behave on the simulated nodes where no behavior of their cluster says otherwise.</summary>
    public PodBehaviours Behaviours { get; init; } = PodBehaviours.WellBehaved;

    /// <summary>Behaviors that every cluster starts with.</summary>
    public IReadOnlyList<BehaviorObject> InitialBehaviors { get; init; } = [];

    /// <summary>Decides uids and generated names; null is another fleet each time.</summary>
    public int? Seed { get; init; }
}
