using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;

namespace Fairway.Components.Hooks;

/// <summary>
/// Finds out what an act is to hooks, by what Releases before it recorded. What the Release itself recorded does not
/// count: so the answer stays the same from the plan to the last hook.
/// </summary>
internal static class HookOccasions
{
    private const int Page = 50;

    /// <summary>What the act is.</summary>
    public static async Task<HookOccasion> ReadAsync(IMetaDb db, ChangeOrder order, CancellationToken cancel)
    {
        if (order.Direction == Direction.Back)
        {
            return HookOccasion.Rollback;
        }

        var pair = new PairKey(order.ClusterId, order.Target.Component);
        var isNewest = true;
        for (long? before = null; ;)
        {
            var page = await db.HistoryAsync(pair, Page, before, cancel);
            foreach (var record in page.Where(record => record.ReleaseId != order.Release))
            {
                if (isNewest && record.Mark == RecordMark.Good && IsOf(record, order))
                {
                    return HookOccasion.None;
                }

                if (record.Mark is RecordMark.Applied or RecordMark.Good)
                {
                    return HookOccasion.Upgrade;
                }

                isNewest = false;
            }

            if (page.Count < Page)
            {
                return HookOccasion.Install;
            }

            before = page[^1].Sequence;
        }
    }

    /// <summary>The name of the moment before (<c>pre</c>) or after (<c>post</c>): <c>pre-upgrade</c>.</summary>
    public static string Moment(this HookOccasion occasion, string when) =>
        $"{when}-{occasion.ToString().ToLowerInvariant()}";

    private static bool IsOf(ComponentRecord record, ChangeOrder order) =>
        $"{record.ManifestDigest}" == order.Target.TargetDigest;
}
