namespace Fairway.Twin.Storage;

/// <summary>
/// Makes durable events visible: all of a group at once, in one snapshot. Forgets old ones in passing. Called under the
/// lock of the cluster; waking the readers is for afterwards, outside of it.
/// </summary>
internal sealed class Publisher(Published published, StoreOptions options)
{
    // A definition of custom resources takes tens of kilobytes, and is written again and again while it is settled: of
    // an idle cluster, old states of definitions would be a good part.
    private const int Large = 16 * 1024;

    private readonly AgeMarks ages = new(options.Time, options.EventAge);
    private int turn;

    /// <summary>
    /// Publishes decisions that wrote, in the order of their revisions; returns the new revision of the cluster.
    /// </summary>
    public long Publish(ReadOnlySpan<Decided> group)
    {
        var before = published.Newest;
        var states = Enlarged(before.States, group);
        var revision = before.Revision;
        foreach (var decided in group)
        {
            if (decided.Decision.Event is { } happened)
            {
                ref var state = ref states[decided.Shard.Index];
                state = state with { Objects = decided.Decision.Objects, Events = state.Events.Append(happened) };
                revision = happened.Revision;
            }
        }

        Forget(states, group, ages.Note(revision));
        published.Newest = before with { Revision = revision, States = states };
        return revision;
    }

    /// <summary>Forgets all events of a revision and before it.</summary>
    public void Compact(long revision)
    {
        var before = published.Newest;
        var floor = Math.Min(revision, before.Revision);
        if (floor > before.Floor)
        {
            var states = Array.ConvertAll(before.States, s => s.Without(s.Events.CountUntil(floor)));
            published.Newest = before with { Floor = floor, States = states };
        }
    }

    /// <summary>Forgets old events of all resources, large ones even where so few would be kept.</summary>
    public void ForgetOld()
    {
        var before = published.Newest;
        var aged = ages.Note(before.Revision);
        var first = Array.ConvertAll(
            before.States, s => Math.Max(Superfluous(s.Events, aged), Largest(s.Events, aged)));
        if (Array.Exists(first, static count => count > 0))
        {
            ShardState[] states = [.. before.States.Zip(first, static (state, count) => state.Without(count))];
            published.Newest = before with { States = states };
        }
    }

    /// <summary>How many events there are up to the last large one that is old.</summary>
    private static int Largest(EventRun events, long aged)
    {
        var count = events.CountUntil(aged);
        while (count > 0 && events[count - 1].Object.Json.Length < Large)
        {
            count--;
        }

        return count;
    }

    /// <summary>
    /// Forgets old events of the resources that have new ones, and of one more: each has its turn, so that one to which
    /// nothing happens any more does not keep its history for ever.
    /// </summary>
    private void Forget(ShardState[] states, ReadOnlySpan<Decided> group, long aged)
    {
        foreach (var decided in group)
        {
            Forget(ref states[decided.Shard.Index], aged);
        }

        if (states.Length > 0)
        {
            turn = (turn + 1) % states.Length;
            Forget(ref states[turn], aged);
        }
    }

    private void Forget(ref ShardState state, long aged) => state = state.Without(Superfluous(state.Events, aged));

    private int Superfluous(EventRun events, long aged)
    {
        var old = Math.Min(events.CountUntil(aged), events.Count - options.EventFloor);
        return Math.Max(0, Math.Max(old, events.Count - options.EventCeiling));
    }

    private static ShardState[] Enlarged(ShardState[] states, ReadOnlySpan<Decided> group)
    {
        var length = states.Length;
        foreach (var decided in group)
        {
            length = Math.Max(length, decided.Shard.Index + 1);
        }

        var enlarged = new ShardState[length];
        states.CopyTo(enlarged, 0);
        enlarged.AsSpan(states.Length).Fill(ShardState.Empty);
        return enlarged;
    }
}
