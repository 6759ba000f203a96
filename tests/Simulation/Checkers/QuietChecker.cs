using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Checkers;

/// <summary>Where nothing is to be done, nothing is written. Leases are: that is how they live.</summary>
internal sealed class QuietChecker : Checker
{
    /// <summary>Set once the fleet has come to rest.</summary>
    public bool IsAtRest { get; set; }

    public override string Rule => "12, at steady state no writes";

    public override void See(Change change)
    {
        if (IsAtRest
            && (IsManager(change.Author) || IsTenant(change.Author))
            && change.Resource != "leases.coordination.k8s.io")
        {
            Cry($"{change.Author} writes at rest", change);
        }
    }
}
