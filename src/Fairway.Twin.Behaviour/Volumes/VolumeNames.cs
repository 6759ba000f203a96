namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>Names and phases of volumes and claims.</summary>
internal static class VolumeNames
{
    public const string BindCompleted = "pv.kubernetes.io/bind-completed";
    public const string BoundByController = "pv.kubernetes.io/bound-by-controller";
    public const string SelectedNode = "volume.kubernetes.io/selected-node";
    public const string Provisioner = "volume.kubernetes.io/storage-provisioner";
    public const string BetaProvisioner = "volume.beta.kubernetes.io/storage-provisioner";
    public const string NoProvisioner = "kubernetes.io/no-provisioner";
    public const string DefaultClass = "storageclass.kubernetes.io/is-default-class";
    public const string BetaClass = "volume.beta.kubernetes.io/storage-class";
    public const string ClaimProtection = "kubernetes.io/pvc-protection";
    public const string VolumeProtection = "kubernetes.io/pv-protection";

    public const string Available = "Available";
    public const string Bound = "Bound";
    public const string Failed = "Failed";
    public const string Lost = "Lost";
    public const string Pending = "Pending";
    public const string Released = "Released";
}
