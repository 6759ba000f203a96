using System.Text.Json.Serialization.Metadata;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Gates;
using Fairway.Releases.Windows;

namespace Fairway.Cli.Releases;

/// <summary>What gates decide on, read from the meta cluster.</summary>
internal static class GateBooks
{
    /// <summary>All of it, as it is now.</summary>
    public static async Task<GateBook> ReadAsync(MetaSession session) => new()
    {
        Windows = [.. (await ListAsync(session, ApiJson.Default.ReleaseWindow)).Select(WindowSight.Of)],
    };

    private static async Task<IReadOnlyList<T>> ListAsync<T>(MetaSession session, JsonTypeInfo<T> type)
        where T : FairwayObject
    {
        var items = await session.Api.ListAllAsync(
            FairwayResources.Of<T>(), ListQuery.All, type, session.Stopped);
        return [.. items.OrderBy(item => item.Metadata.Name, StringComparer.Ordinal)];
    }
}
