using System.Text.Json.Serialization.Metadata;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Cli.Connections;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Gates;

namespace Fairway.Cli.Releases;

/// <summary>What gates decide on, read from the meta cluster.</summary>
internal static class GateBooks
{
    /// <summary>All of it, as it is now.</summary>
    public static async Task<GateBook> ReadAsync(MetaSession session) => GateBook.Of(
        await ListAsync(session, ApiJson.Default.ReleaseWindow),
        await ListAsync(session, ApiJson.Default.ReleaseBlocker),
        await ListAsync(session, ApiJson.Default.Approval));

    private static Task<IReadOnlyList<T>> ListAsync<T>(MetaSession session, JsonTypeInfo<T> type)
        where T : FairwayObject =>
        session.Api.ListAllAsync(FairwayResources.Of<T>(), ListQuery.All, type, session.Stopped);
}
