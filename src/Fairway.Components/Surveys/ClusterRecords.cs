using Fairway.Delivery.Records;

namespace Fairway.Components.Surveys;

/// <summary>The newest records of all components of one cluster, read at once; what they do not say is asked
/// for.</summary>
internal sealed class ClusterRecords(IPairRecords others, Dictionary<PairKey, ComponentState> states) : IPairRecords
{
    /// <summary>Reads them.</summary>
    public static async Task<ClusterRecords> ReadAsync(IMetaDb db, string cluster, CancellationToken cancel)
    {
        var states = new Dictionary<PairKey, ComponentState>();
        await foreach (var state in db.ByClusterAsync(cluster, cancel))
        {
            states[state.Pair] = state;
        }

        return new ClusterRecords(new PairRecords(db), states);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ComponentRecord>> SinceAppliedAsync(PairKey pair, CancellationToken cancel) =>
        !states.TryGetValue(pair, out var state) ? Task.FromResult<IReadOnlyList<ComponentRecord>>([])
            : Known(state) is { } known ? Task.FromResult(known)
            : others.SinceAppliedAsync(pair, cancel);

    /// <summary>A state has the newest record of each mark. Numbers have no gaps: where they say that there was no
    /// other since the last that was applied, these are all.</summary>
    private static IReadOnlyList<ComponentRecord>? Known(ComponentState state)
    {
        if (state.Applied is not { } applied)
        {
            return null;
        }

        List<ComponentRecord> since =
        [
            .. new[] { state.Intended, state.Good }.OfType<ComponentRecord>()
                .Where(record => record.Sequence > applied.Sequence)
                .OrderByDescending(record => record.Sequence),
            applied,
        ];
        return since[0].Sequence == applied.Sequence + since.Count - 1 ? since : null;
    }
}
