using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>
/// Packs endpoints into slices with as few writes as can be: slices that change anyway are filled first; then one that
/// has room for all that is left; only then a new one.
/// </summary>
internal static class SlicePacker
{
    /// <summary>The most endpoints of one slice.</summary>
    public const int Most = 100;

    public static ImmutableArray<SliceAction> Pack(
        SliceWanted wanted, IEnumerable<SliceView> existing, ImmutableArray<SliceEndpoint> endpoints)
    {
        var waiting = endpoints.ToDictionary(e => e.Key, StringComparer.Ordinal);
        var slices = existing.Select(slice => Draft.Of(slice, wanted, waiting)).ToList();

        // In the order of the pods, whatever the dictionary's.
        var left = new Queue<SliceEndpoint>(endpoints.Where(e => waiting.ContainsKey(e.Key)));
        foreach (var slice in slices.Where(s => s.Changed && s.Kept.Count > 0).OrderByDescending(s => s.Kept.Count))
        {
            slice.Fill(left);
        }

        var made = ImmutableArray.CreateBuilder<SliceAction>();
        while (left.Count > 0)
        {
            var room = slices
                .Where(s => s is { Changed: false } && s.Kept.Count > 0 && s.Kept.Count + left.Count <= Most)
                .MaxBy(s => s.Kept.Count);
            if (room is not null)
            {
                room.Fill(left);
            }
            else
            {
                made.Add(wanted.Create(Take(left), "endpoints without a slice"));
            }
        }

        return [.. made, .. slices.Select(s => s.Act(wanted)).OfType<SliceAction>()];
    }

    private static ImmutableArray<SliceEndpoint> Take(Queue<SliceEndpoint> left)
    {
        var taken = ImmutableArray.CreateBuilder<SliceEndpoint>();
        while (taken.Count < Most && left.TryDequeue(out var next))
        {
            taken.Add(next);
        }

        return taken.ToImmutable();
    }

    private sealed class Draft(SliceView slice, List<SliceEndpoint> kept, bool changed)
    {
        public List<SliceEndpoint> Kept { get; } = kept;

        public bool Changed { get; private set; } = changed;

        public static Draft Of(SliceView slice, SliceWanted wanted, Dictionary<string, SliceEndpoint> waiting)
        {
            var kept = new List<SliceEndpoint>();
            foreach (var endpoint in slice.Endpoints)
            {
                if (waiting.Remove(endpoint.Key, out var now))
                {
                    kept.Add(now);
                }
            }

            return new Draft(slice, kept, !kept.SequenceEqual(slice.Endpoints) || !wanted.Labelled(slice));
        }

        public void Fill(Queue<SliceEndpoint> left)
        {
            while (Kept.Count < Most && left.TryDequeue(out var next))
            {
                Kept.Add(next);
                Changed = true;
            }
        }

        public SliceAction? Act(SliceWanted wanted) => this switch
        {
            { Kept.Count: 0 } => new SliceAction.Delete(slice.Meta, "a slice without endpoints"),
            { Changed: true } => wanted.Update(slice, [.. Kept], "endpoints changed"),
            _ => null,
        };
    }
}
