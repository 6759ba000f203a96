using Fairway.Kube;
using Fairway.Rollouts;
using Fairway.Tests.Twin.Behaviour;

namespace Fairway.Tests.Rollouts;

/// <summary>A process of <c>fairway tenant</c> in a twin, without its election.</summary>
internal sealed class Tenant(TwinCluster cluster, IKubeApi api) : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private Task running = Task.CompletedTask;

    /// <summary>What it writes goes through here; it dies after the write whose number this is.</summary>
    public DyingApi Api { get; } = new(api);

    /// <summary>It has died by itself.</summary>
    public Action Died { get; set; } = () => { };

    public Tenant Start(int? diesAfter = null)
    {
        Api.DiesAfter = diesAfter;
        Api.Died = () =>
        {
            ending.Cancel();
            Died();
        };
        var environment = KubeEnvironment.Of(cluster.Time, 7) with { Logs = cluster.Logs };
        running = TenantControllers.RunAsync(Api, environment, ending.Token);
        return this;
    }

    /// <summary>Kills it.</summary>
    public async ValueTask DisposeAsync()
    {
        ending.Cancel();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // It died in the middle of a write.
        }

        ending.Dispose();
    }
}
