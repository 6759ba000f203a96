using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>Volumes, claims and their classes.</summary>
internal sealed class VolumeCaches
{
    private VolumeCaches(CacheMaker maker)
    {
        Volumes = maker.Make(CoreResources.Volumes, VolumeView.Read);
        Claims = maker.Make(CoreResources.Claims, ClaimView.Read);
        Classes = maker.Make(CoreResources.StorageClasses, StorageClassView.Read);
    }

    public ObjectCache<VolumeView> Volumes { get; }

    public ObjectCache<ClaimView> Claims { get; }

    public ObjectCache<StorageClassView> Classes { get; }

    /// <summary>Null where the cluster does not serve all three.</summary>
    public static VolumeCaches? IfServed(CacheMaker maker) =>
        maker.Serves(CoreResources.Volumes, CoreResources.Claims, CoreResources.StorageClasses)
            ? new VolumeCaches(maker)
            : null;
}
