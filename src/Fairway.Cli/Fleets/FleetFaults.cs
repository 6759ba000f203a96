using Fairway.Kube;
using Fairway.Twin.Faults;

namespace Fairway.Cli.Fleets;

/// <summary>What goes wrong in a fleet: on the wire, and on the direct way of those who live in its clusters.</summary>
internal sealed class FleetFaults(FleetOptions options, TimeProvider time)
{
    private readonly FaultBoard? inside = BoardOf(options.Faults, options, time);

    /// <summary>For requests to the listener; null for nothing.</summary>
    public FaultBoard? Wire { get; } =
        BoardOf(new FaultPlan([.. options.Wire.Rules, .. options.Faults.Rules]), options, time);

    /// <summary>The way into a cluster of somebody who lives there.</summary>
    public IKubeApi Around(IKubeApi direct, string caller, string cluster) =>
        inside is null ? direct : new FaultyKubeApi(direct, inside, caller, cluster);

    private static FaultBoard? BoardOf(FaultPlan plan, FleetOptions options, TimeProvider time) =>
        plan.Rules.Count == 0 ? null : new FaultBoard(plan, new Random(options.Seed ?? 0), time);
}
