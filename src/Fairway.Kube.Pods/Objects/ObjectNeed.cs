namespace Fairway.Kube.Pods.Objects;

/// <summary>An object without which a pod does not start.</summary>
/// <param name="Kind">ConfigMap, Secret or PersistentVolumeClaim.</param>
/// <param name="Name">Its name, in the pod's namespace.</param>
/// <param name="Volume">The volume that it fills; null where a container's environment needs it.</param>
internal sealed record ObjectNeed(string Kind, string Name, string? Volume = null)
{
    public const string ConfigMap = "ConfigMap";
    public const string Secret = "Secret";
    public const string Claim = "PersistentVolumeClaim";
}
