using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Running;

/// <summary>Makes the caches that keep more of their objects than metadata.</summary>
internal sealed class CacheMaker(IKubeApi api, KubeEnvironment environment, IReadOnlyCollection<KubeResource> served)
{
    /// <summary>What was made up to now.</summary>
    public ImmutableArray<AnyCache> Made { get; private set; } = [];

    /// <summary>True where the cluster serves all of these resources.</summary>
    public bool Serves(params ReadOnlySpan<KubeResource> resources)
    {
        foreach (var resource in resources)
        {
            if (!served.Any(s => s.Group == resource.Group && s.Plural == resource.Plural))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Null where the cluster does not serve the resource.</summary>
    public ObjectCache<T>? IfServed<T>(KubeResource resource, Func<JsonElement, T> read)
        where T : class, IObjectView => Serves(resource) ? Make(resource, read) : null;

    public ObjectCache<T> Make<T>(KubeResource resource, Func<JsonElement, T> read)
        where T : class, IObjectView => Make(resource, read, ViewReading.Of(read));

    /// <param name="resource">The objects.</param>
    /// <param name="read">Reads what is kept of one.</param>
    /// <param name="reading">The same, of what is told by a watch.</param>
    public ObjectCache<T> Make<T>(KubeResource resource, Func<JsonElement, T> read, ObjectReading<T> reading)
        where T : class, IObjectView
    {
        var cache = new ObjectCache<T>(api, resource, Projection.Of(read), environment) { Reading = reading };
        Made = Made.Add(AnyCache.Of(cache));
        return cache;
    }
}
