using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.CustomResources;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Namespaces;

/// <summary>Wakes namespaces that are going when their custom resources change.</summary>
internal sealed class CustomContent(Func<ObjectMeta?, IEnumerable<ObjectKey>> going, WakeBell bell)
    : ICustomCacheFollower
{
    public IDisposable Follow(AnyCache cache) => cache.Subscribe((old, now) => Ring(old ?? now));

    public void Lose(AnyCache cache)
    {
        foreach (var meta in cache.Metas())
        {
            Ring(meta);
        }
    }

    private void Ring(ObjectMeta? meta)
    {
        foreach (var key in going(meta))
        {
            bell.Ring(key);
        }
    }
}
