using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Clusters;

/// <summary>
/// What fences read from the meta cluster's API server and what is the same for many: a read for all who asked before
/// it began, so that a hundred acts of one moment do not ask a hundred times whether there is a stop.
/// </summary>
internal sealed class FenceReads(IKubeApi api)
{
    /// <summary>Two, so that who comes late in a far server's answer seldom waits twice as long.</summary>
    private const int AtOnce = 2;

    private static readonly KubeResource Releases = FairwayResources.Of<Release>();
    private static readonly KubeResource Clusters = FairwayResources.Of<Cluster>();
    private static readonly KubeResource Stops = FairwayResources.Of<EmergencyStop>();
    private static readonly KubeResource Windows = FairwayResources.Of<ReleaseWindow>();
    private static readonly KubeResource Blockers = FairwayResources.Of<ReleaseBlocker>();
    private static readonly KubeResource Approvals = FairwayResources.Of<Approval>();

    private readonly SharedReads<string, Release?> _releases = new(name => ReadReleaseAsync(api, name), AtOnce);
    private readonly SharedReads<string, Cluster?> _clusters = new(id => ReadClusterAsync(api, id), AtOnce);
    private readonly SharedReads<bool, FleetFacts> _fleet = new(begins => ReadFleetAsync(api, begins), AtOnce);

    public Task<Release?> ReleaseAsync(string name, CancellationToken cancel) => _releases.ReadAsync(name, cancel);

    public Task<Cluster?> ClusterAsync(string id, CancellationToken cancel) => _clusters.ReadAsync(id, cancel);

    /// <param name="begins">Whether something begins: what is under way needs the stops alone.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<FleetFacts> FleetAsync(bool begins, CancellationToken cancel) => _fleet.ReadAsync(begins, cancel);

    private static Task<Release?> ReadReleaseAsync(IKubeApi api, string name) =>
        api.FindAsync(Releases, new ObjectKey(null, name), ApiJson.Default.Release, CancellationToken.None);

    private static Task<Cluster?> ReadClusterAsync(IKubeApi api, string id) => api.FindAsync(
        Clusters, new ObjectKey(id, Cluster.FixedName), ApiJson.Default.Cluster, CancellationToken.None);

    private static async Task<FleetFacts> ReadFleetAsync(IKubeApi api, bool begins)
    {
        var stops = api.ListAllAsync(
            Stops, ListQuery.All, ApiJson.Default.EmergencyStop, CancellationToken.None);
        var book = begins ? ReadBookAsync(api) : Task.FromResult(GateBook.Empty);
        await Task.WhenAll(stops, book);
        return new FleetFacts(await stops, await book);
    }

    private static async Task<GateBook> ReadBookAsync(IKubeApi api)
    {
        var windows = api.ListAllAsync(
            Windows, ListQuery.All, ApiJson.Default.ReleaseWindow, CancellationToken.None);
        var blockers = api.ListAllAsync(
            Blockers, ListQuery.All, ApiJson.Default.ReleaseBlocker, CancellationToken.None);
        var approvals = api.ListAllAsync(
            Approvals, ListQuery.All, ApiJson.Default.Approval, CancellationToken.None);
        await Task.WhenAll(windows, blockers, approvals);
        return GateBook.Of(await windows, await blockers, await approvals);
    }

    /// <summary>What holds for all clusters: the stops, and, for a beginning, what gates decide on.</summary>
    public sealed record FleetFacts(IReadOnlyList<EmergencyStop> Stops, GateBook Gates);
}
