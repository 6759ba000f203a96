using System.Text.Json.Serialization.Metadata;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Blockers;
using Fairway.Releases.Gates;

namespace Fairway.Cli.Releases;

/// <summary>What gates decide on, read from the meta cluster.</summary>
internal static class GateBooks
{
    /// <summary>All of it, as it is now. What metrics say is what a manager has read last.</summary>
    public static async Task<GateBook> ReadAsync(MetaSession session)
    {
        var blockers = await ListAsync(session, ApiJson.Default.ReleaseBlocker);
        var book = GateBook.Of(
            await ListAsync(session, ApiJson.Default.ReleaseWindow),
            blockers,
            await ListAsync(session, ApiJson.Default.Approval));
        return book with { ReadingOf = query => Find(blockers, query) };
    }

    private static BlockerReading? Find(IReadOnlyList<ReleaseBlocker> blockers, BlockerQuery query) => blockers
        .SelectMany(blocker => blocker.Status?.Readings ?? [])
        .Where(reading => reading.Query == query.Text)
        .Select(reading => new BlockerReading(reading.Query, reading.State, reading.Says ?? ""))
        .FirstOrDefault();

    private static Task<IReadOnlyList<T>> ListAsync<T>(MetaSession session, JsonTypeInfo<T> type)
        where T : FairwayObject =>
        session.Api.ListAllAsync(FairwayResources.Of<T>(), ListQuery.All, type, session.Stopped);
}
