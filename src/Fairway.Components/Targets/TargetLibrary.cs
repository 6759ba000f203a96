using System.Text.Json.Nodes;
using Fairway.Schema.Digests;

namespace Fairway.Components.Targets;

/// <summary>
/// Targets that were read lately, parsed: of a fleet, many clusters have the same. For as long as a plan is made only,
/// since the MetaDB must be asked whether it still has a target before anything is done with it.
/// </summary>
/// <param name="shelf">Where they are read.</param>
/// <param name="most">How many are kept: those that were wanted last.</param>
internal sealed class TargetLibrary(ITargetReader shelf, int most) : ITargetReader
{
    private readonly Lock gate = new();
    private readonly LinkedList<(Digest Digest, TargetDocument Target)> lately = [];
    private readonly Dictionary<Digest, LinkedListNode<(Digest Digest, TargetDocument Target)>> places = [];

    /// <inheritdoc/>
    public async Task<TargetDocument> GetAsync(Digest digest, CancellationToken cancel)
    {
        if (Find(digest) is { } known)
        {
            return known;
        }

        var target = await shelf.GetAsync(digest, cancel);

        // Trees of JSON are read in on the first look, which must not be that of two threads.
        Visit(target.Objects);
        foreach (var hook in target.Hooks ?? [])
        {
            Visit(hook.Object);
        }

        return Keep(digest, target);
    }

    /// <summary>See above.</summary>
    public Task<TargetDocument> GetAsync(string digest, CancellationToken cancel) =>
        Digest.TryParse(digest, out var name) ? GetAsync(name, cancel) : throw TargetShelf.Missing(digest);

    private TargetDocument? Find(Digest digest)
    {
        lock (gate)
        {
            if (!places.TryGetValue(digest, out var place))
            {
                return null;
            }

            lately.Remove(place);
            lately.AddFirst(place);
            return place.Value.Target;
        }
    }

    private TargetDocument Keep(Digest digest, TargetDocument target)
    {
        lock (gate)
        {
            if (places.TryGetValue(digest, out var other))
            {
                return other.Value.Target;
            }

            places[digest] = lately.AddFirst((digest, target));
            if (lately.Count > most)
            {
                places.Remove(lately.Last!.Value.Digest);
                lately.RemoveLast();
            }

            return target;
        }
    }

    private static void Visit(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (_, member) in map)
                {
                    Visit(member);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Visit(item);
                }

                break;
        }
    }
}
