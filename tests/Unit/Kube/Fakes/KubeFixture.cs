using Fairway.Kube;
using Fairway.Kube.Caching;
using Microsoft.Extensions.Time.Testing;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>A loop, a clock, and a fake cluster.</summary>
internal sealed class KubeFixture : IDisposable
{
    public const string Maps = "/api/v1/namespaces/default/configmaps";

    private readonly CancellationTokenSource _stop = new();

    public KubeFixture() => Environment = KubeEnvironment.Of(Time, 1);

    public TestLoop Loop { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public FakeKubeApi Api { get; } = new();

    public KubeEnvironment Environment { get; }

    public CancellationToken Stop => _stop.Token;

    public static ObjectKey Key(string name) => new("default", name);

    public ObjectCache<Item> Cache(CacheScope? scope = null) =>
        new(Api, KubeResources.ConfigMaps, ItemJson.Default.Item, Environment, scope);

    public ObjectCache<Item> RunCache(CacheScope? scope = null)
    {
        var cache = Cache(scope);
        Loop.Start(() => cache.RunAsync(Stop));
        return cache;
    }

    /// <summary>Puts a ConfigMap, as some other client would.</summary>
    public void Put(string name, string value = "1")
    {
        Loop.Do(() => Api.Put(Maps, FakeObject.ConfigMap(name, value)));
    }

    public void Remove(string name) => Loop.Do(() => Api.Remove(Maps, name));

    /// <summary>Lets time pass in small steps, so that what a timer starts can set the next one.</summary>
    public void Pass(TimeSpan span)
    {
        var step = TimeSpan.FromMilliseconds(100);
        for (var left = span; left > TimeSpan.Zero; left -= step)
        {
            Loop.Do(() => Time.Advance(left < step ? left : step));
        }
    }

    public void End() => Loop.Do(() => _stop.Cancel());

    public void Dispose()
    {
        End();
        _stop.Dispose();
    }
}
