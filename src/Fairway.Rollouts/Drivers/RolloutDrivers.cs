using System.Collections.Immutable;
using Fairway.Api.Rollouts;

namespace Fairway.Rollouts.Drivers;

/// <summary>The drivers that there are.</summary>
internal static class RolloutDrivers
{
    private static readonly RecreateDriver Recreate = new();

    public static ImmutableArray<IRolloutDriver> All { get; } =
    [
        new StatefulSetDriver(),
        new DeploymentDriver(),
        new DaemonSetDriver(),
        new KruiseDriver("CloneSet", "v1alpha1", isFlat: true),
        new KruiseDriver("CloneSet", "v1beta1", isFlat: false),
        StatefulSetDriver.OfKruise("v1alpha1"),
        StatefulSetDriver.OfKruise("v1beta1"),
        new KruiseDriver("DaemonSet", "v1alpha1", isFlat: false),
        new KruiseDriver("DaemonSet", "v1beta1", isFlat: false),
    ];

    public static IRolloutDriver? Find(string apiVersion, string kind, RolloutPace? pace = null) =>
        pace is { Recreate: true } && kind == Recreate.Facts.Kind && apiVersion == Recreate.Facts.ApiVersion
            ? Recreate
            : All.FirstOrDefault(driver => driver.Facts.ApiVersion == apiVersion && driver.Facts.Kind == kind);
}
