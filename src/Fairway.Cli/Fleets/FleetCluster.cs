using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Storage;

namespace Fairway.Cli.Fleets;

/// <summary>One cluster of the fleet: its store, its API, and the controllers and nodes that live on it.</summary>
internal sealed class FleetCluster : IAsyncDisposable
{
    private readonly TimeProvider time;

    private FleetCluster(string id, ApiServer api, TimeProvider time)
    {
        Id = id;
        Api = api;
        this.time = time;
    }

    /// <summary>The cluster's id.</summary>
    public string Id { get; }

    /// <summary>The cluster's API.</summary>
    public ApiServer Api { get; }

    /// <summary>Opens the API over the journal, or in memory.</summary>
    /// <exception cref="CliFailure">The journal cannot be opened.</exception>
    public static FleetCluster Open(string id, IStoreJournal? journal, Random random, TimeProvider time)
    {
        try
        {
            var store = new ClusterStore(new StoreOptions { Time = time, Journal = journal });
            return new FleetCluster(id, new ApiServer(new ApiServerOptions(store, time, random)), time);
        }
        catch (StoreException exception)
        {
            journal?.Dispose();
            throw new CliFailure($"cluster {id} cannot be opened: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
