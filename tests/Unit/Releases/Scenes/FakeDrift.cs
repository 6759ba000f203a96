using Fairway.Api.Components;
using Fairway.Delivery.Drift;

namespace Fairway.Tests.Releases.Scenes;

/// <summary>Drift of the scripted kind of change: what <see cref="FakeTenant.Drift"/> says.</summary>
internal sealed class FakeDrift(ReleaseWorld world) : IDriftKind
{
    private readonly List<(string Cluster, Action<string> Moved)> watching = [];

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>How many times anybody has looked.</summary>
    public int Looks { get; private set; }

    public bool Carries(ComponentType type) => type == ComponentType.AddOn;

    public IDriftWatch Watch(string clusterId, Action<string> moved)
    {
        watching.Add((clusterId, moved));
        return new Watcher(this, clusterId);
    }

    /// <summary>Somebody changes the replicas; null changes them back.</summary>
    public void Change(string cluster, string? replicas)
    {
        world.Tenant(cluster).Drift = replicas;
        foreach (var (_, moved) in watching.Where(one => one.Cluster == cluster).ToList())
        {
            moved("proxy");
        }
    }

    private async Task<DriftSight?> LookAsync(string cluster)
    {
        await Task.Yield();
        Looks++;
        var tenant = world.Tenant(cluster);
        tenant.Reach();
        return tenant.Drift is null
            ? new DriftSight(0, [])
            : new DriftSight(1, [new DriftedField("StatefulSet web/web", "spec.replicas", "scaler", Then)]);
    }

    private sealed class Watcher(FakeDrift kind, string cluster) : IDriftWatch
    {
        public Task<DriftSight?> LookAsync(string component, CancellationToken cancel) => kind.LookAsync(cluster);

        public ValueTask DisposeAsync()
        {
            kind.watching.RemoveAll(one => one.Cluster == cluster);
            return ValueTask.CompletedTask;
        }
    }
}
