using System.Collections.Immutable;

namespace Fairway.Rollouts.Drivers;

/// <summary>The drivers that there are.</summary>
internal static class RolloutDrivers
{
    public static ImmutableArray<IRolloutDriver> All { get; } = 
        [new StatefulSetDriver(), new DeploymentDriver(), new DaemonSetDriver()];

    public static IRolloutDriver? Find(string apiVersion, string kind) =>
        All.FirstOrDefault(driver => driver.Facts.ApiVersion == apiVersion && driver.Facts.Kind == kind);
}
