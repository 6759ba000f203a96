using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Tenants;

/// <summary>Reads what a cluster has of a component.</summary>
internal static class LiveObjects
{
    /// <summary>How many requests are under way at once.</summary>
    private const int AtOnce = 8;

    /// <summary>Those of the objects that are there.</summary>
    public static async Task<IReadOnlyDictionary<ObjectRef, JsonObject>> ReadAsync(
        Tenant tenant, IEnumerable<ObjectRef> references, CancellationToken cancel)
    {
        var live = new Dictionary<ObjectRef, JsonObject>();
        foreach (var some in references.Distinct().Chunk(tenant.Ahead is null ? AtOnce : 1))
        {
            var found = await Task.WhenAll(some.Select(reference => tenant.FindAsync(reference, cancel)));
            foreach (var (reference, item) in some.Zip(found).Where(one => one.Second is not null))
            {
                live.Add(reference, item!);
            }
        }

        return live;
    }
}
