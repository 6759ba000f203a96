using System.Threading.Channels;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Kube;
using Fairway.Kube.Caching;

namespace Fairway.Cli.Releases;

/// <summary>Follows one Release and its clusters by watches.</summary>
internal sealed class ReleaseFollower
{
    private const int LongestLabel = 63;
    private readonly ObjectKey key;
    private readonly ObjectCache<Release> releases;
    private readonly ObjectCache<ClusterRelease> clusters;
    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A follower of the Release of this name.</summary>
    public ReleaseFollower(MetaSession session, string name)
    {
        key = new ObjectKey(null, name);
        releases = new ObjectCache<Release>(
            session.Api,
            FairwayResources.Of<Release>(),
            ApiJson.Default.Release,
            session.Environment,
            CacheScope.One(key));
        clusters = new ObjectCache<ClusterRelease>(
            session.Api,
            FairwayResources.Of<ClusterRelease>(),
            ApiJson.Default.ClusterRelease,
            session.Environment,
            ScopeOf(name));
    }

    /// <summary>The ClusterReleases of a Release; a name that is too long for a label stands for all.</summary>
    public static CacheScope ScopeOf(string name) =>
        new(LabelSelector: name.Length <= LongestLabel ? $"{Labels.Release}={name}" : null);

    /// <summary>Shows each state until one is the last; gives that one.</summary>
    /// <param name="show">Takes a state. Several changes may come as one.</param>
    /// <param name="isLast">Whether this is the end.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="CliFailure">The Release is deleted.</exception>
    public async Task<ReleaseSight> FollowAsync(
        Action<ReleaseSight> show, Func<ReleaseSight, bool> isLast, CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var first = releases.Subscribe(_ => changes.Writer.TryWrite(true));
        using var second = clusters.Subscribe(_ => changes.Writer.TryWrite(true));
        var running = Task.WhenAll(releases.RunAsync(ending.Token), clusters.RunAsync(ending.Token));
        try
        {
            await releases.WaitForSyncAsync(cancel);
            await clusters.WaitForSyncAsync(cancel);
            while (true)
            {
                var sight = Now();
                show(sight);
                if (isLast(sight))
                {
                    return sight;
                }

                await changes.Reader.ReadAsync(cancel);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await running;
        }
    }

    private ReleaseSight Now()
    {
        var release = releases.Find(key)?.Value
            ?? throw new CliFailure($"release {key.Name} is deleted") { ExitCode = ExitCodes.NotFound };
        return new ReleaseSight(
            release,
            [
                .. clusters.All.Select(item => item.Value)
                    .Where(item => item.Spec.Release == key.Name)
                    .Where(item => item.Metadata.OwnerReferences?.Any(o => o.Uid == release.Metadata.Uid) == true),
            ]);
    }
}
