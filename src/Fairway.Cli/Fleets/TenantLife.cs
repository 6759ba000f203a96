using Fairway.Cli.Logging;
using Fairway.Kube;

namespace Fairway.Cli.Fleets;

/// <summary>By what a tenant process of a fleet lives.</summary>
/// <param name="Environment">Time, chance and log.</param>
/// <param name="Member">Its name among tenant processes of the cluster.</param>
/// <param name="Rhythm">How often it shows that it lives.</param>
/// <param name="Log">Where its end is told.</param>
internal sealed record TenantLife(KubeEnvironment Environment, string Member, FleetRhythm Rhythm, LogLines Log);
