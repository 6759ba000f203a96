namespace Fairway.Workloads.Kruise;

/// <summary>Labels, annotations and conditions to which OpenKruise gives a meaning.</summary>
internal static class KruiseNames
{
    public const string Group = "apps.kruise.io";
    public const string SpecifiedDelete = "apps.kruise.io/specified-delete";
    public const string InstanceId = "apps.kruise.io/cloneset-instance-id";
    public const string ExcludePreparingDelete = "apps.kruise.io/cloneset-scaling-exclude-preparing-delete";
    public const string InPlaceState = "apps.kruise.io/inplace-update-state";
    public const string LifecycleState = "lifecycle.apps.kruise.io/state";
    public const string LifecycleTime = "lifecycle.apps.kruise.io/timestamp";
    public const string PodReady = "KruisePodReady";
    public const string InPlaceReady = "InPlaceUpdateReady";
}
