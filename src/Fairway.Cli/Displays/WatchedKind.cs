using System.Text.Json.Serialization.Metadata;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Kube.Caching;

namespace Fairway.Cli.Displays;

/// <summary>A kind whose changes change a display.</summary>
internal sealed class WatchedKind
{
    private readonly Func<IKubeApi, KubeEnvironment, Action, ObjectCache> open;

    private WatchedKind(Func<IKubeApi, KubeEnvironment, Action, ObjectCache> open) => this.open = open;

    /// <summary>All objects of a kind, or those of a scope.</summary>
    public static WatchedKind Of<T>(JsonTypeInfo<T> type, CacheScope? scope = null)
        where T : FairwayObject => new((api, environment, changed) =>
        {
            var cache = new ObjectCache<T>(api, FairwayResources.Of<T>(), type, environment, scope);
            cache.Subscribe(_ => changed());
            return cache;
        });

    /// <summary>A cache that tells of each change, once it is run.</summary>
    public ObjectCache Open(IKubeApi api, KubeEnvironment environment, Action changed) =>
        open(api, environment, changed);
}
