using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Api.Webhooks;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Storage;

namespace Fairway.Cli.Fleets;

/// <summary>One cluster of the fleet: its store, its API, and the controllers and nodes that live on it.</summary>
internal sealed class FleetCluster : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private Task life = Task.CompletedTask;

    private FleetCluster(string id, ApiServer api)
    {
        Id = id;
        Api = api;
    }

    /// <summary>The cluster's id.</summary>
    public string Id { get; }

    /// <summary>The cluster's API.</summary>
    public ApiServer Api { get; }

    /// <summary>Opens the API over the journal, or in memory.</summary>
    /// <exception cref="CliFailure">The journal cannot be opened.</exception>
    public static FleetCluster Open(
        ClusterKeys keys, IStoreJournal? journal, FleetEnvironment environment, IWebhookCaller webhooks)
    {
        var id = keys.Id;
        try
        {
            var store = ApiStore.Open(environment.Time, journal);
            var api = new ApiServerOptions(store, environment.Time, environment.RandomFor(id))
            {
                Features = new ApiFeatures
                {
                    Authorization = environment.Authorization,
                    BookmarkEvery = environment.Rhythm.BookmarkEvery,
                },
                Access = new AccessOptions
                {
                    TokenKey = keys.Authority.TokenKey,
                    KnownTokens = token => keys.Token.Opens($"Bearer {token}") ? ApiUser.Admin : null,
                },
                Webhooks = webhooks,
            };
            return new FleetCluster(id, new ApiServer(api));
        }
        catch (StoreException exception)
        {
            journal?.Dispose();
            throw new CliFailure($"cluster {id} cannot be opened: {exception.Message}", exception);
        }
    }

    /// <summary>Starts controllers and nodes, and completes when every node is registered.</summary>
    /// <exception cref="CliFailure">The API refused a node.</exception>
    public async Task StartAsync(
        ClusterBehaviourOptions options, FleetFaults faults, Action<string> log, CancellationToken cancel)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, ending.Token);
            var direct = faults.Around(new DirectKubeApi(Api, ApiUser.Admin), "kubernetes", Id);
            var behaviour = await ClusterBehaviour.StartAsync(direct, options, ending.Token).WaitAsync(either.Token);
            if (behaviour.Usage is { } usage)
            {
                Api.Measure(usage);
            }

            life = LiveAsync(behaviour, log);
        }
        catch (KubeApiException exception)
        {
            throw new CliFailure($"cluster {Id} cannot be populated: {exception.Message}", exception);
        }
    }

    /// <summary>Stops controllers and nodes, then closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await life;
        await Api.DisposeAsync();
        ending.Dispose();
    }

    private async Task LiveAsync(ClusterBehaviour behaviour, Action<string> log)
    {
        try
        {
            await behaviour.WaitForStopAsync();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Stopped in order.
        }
        catch (Exception exception)
        {
            log($"the controllers of cluster {Id} have stopped: {exception.GetType().Name}: {exception.Message}");
        }
    }
}
