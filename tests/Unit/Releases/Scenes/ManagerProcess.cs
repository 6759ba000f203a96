using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Releases.Manager;
using Fairway.Tests.Rollouts;

namespace Fairway.Tests.Releases.Scenes;

/// <summary>One process of <c>fairway manager</c>.</summary>
internal sealed class ManagerProcess : IClusterDirectory, IDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly ReleaseWorld world;
    private readonly Task running;

    public ManagerProcess(ReleaseWorld world, string name, int? diesAfter)
    {
        this.world = world;
        Lies = new LyingApi(world.Meta);
        Api = new DyingApi(Lies) { DiesAfter = diesAfter };
        Api.Died = Die;
        running = ReleaseManager.RunAsync(
            new ManagerOptions
            {
                MetaApi = Api,
                Directory = this,
                MetaDb = new MortalDb(world.Db, () => IsDead, () => world.IsDbDown),
                ChangeKinds = [new FakeKind(world, () => IsDead)],
                Drifts = [world.Drift],
                Notifier = world.Notifier,
                Metrics = world.Metrics,
                Member = name,
                Environment = KubeEnvironment.Of(world.Time, name.Length) with { Logs = world.Logs },
            },
            ending.Token);
    }

    public bool IsDead { get; private set; }

    public DyingApi Api { get; }

    public LyingApi Lies { get; }

    /// <summary>As kill -9: nothing is written any more, and no Lease is given up.</summary>
    public void Die()
    {
        IsDead = true;
        Api.DiesAfter = 0;
        ending.Cancel();
    }

    /// <summary>As SIGTERM.</summary>
    public async Task StopAsync()
    {
        ending.Cancel();
        await running;
    }

    public void Dispose() => ending.Dispose();

    public async ValueTask<IKubeApi> ConnectAsync(string clusterId, CancellationToken cancel)
    {
        await Task.Yield();
        var tenant = world.Tenant(clusterId);
        return tenant.Api;
    }
}
