using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Tenants;

/// <summary>Reads what a cluster has of a component.</summary>
internal static class LiveObjects
{
    /// <summary>Those of the objects that are there.</summary>
    public static async Task<IReadOnlyDictionary<ObjectRef, JsonObject>> ReadAsync(
        Tenant tenant, IEnumerable<ObjectRef> references, CancellationToken cancel)
    {
        var live = new Dictionary<ObjectRef, JsonObject>();
        foreach (var reference in references.Distinct())
        {
            if (await tenant.FindAsync(reference, cancel) is { } found)
            {
                live.Add(reference, found);
            }
        }

        return live;
    }
}
