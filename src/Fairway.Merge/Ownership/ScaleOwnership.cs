using System.Text.Json.Nodes;
using Fairway.Merge.Fields;

namespace Fairway.Merge.Ownership;

/// <summary>
/// Who owns the replicas of an object, seen through its Scale. A write of the Scale is an update or an apply of an
/// object of its own, autoscaling/v1, whose managedFields come from the object's and go back to them.
/// </summary>
public static class ScaleOwnership
{
    private const string ScaleVersion = "autoscaling/v1";

    private static readonly FieldSet ReplicasOfScale = FieldSet.OfPaths("spec.replicas");

    /// <summary>The managedFields of the Scale: who owns the object's replicas. Null for nobody; a new tree.</summary>
    /// <param name="item">The stored object, only read.</param>
    /// <param name="replicas">Where the object keeps its replicas: <c>spec.replicas</c>.</param>
    public static JsonArray? ToScale(JsonObject item, string replicas)
    {
        var path = FieldSet.OfPaths(replicas);
        var scale = FieldOwners.OfStored(null);
        foreach (var owner in FieldOwners.OfStored(item).All)
        {
            if (owner.Owns(path))
            {
                scale.Add(owner.Elsewhere(ScaleVersion, ReplicasOfScale));
            }
        }

        return scale.ToNode();
    }

    /// <summary>
    /// The managedFields of the object after its Scale was written. Who owns replicas no more loses them, and who came
    /// to own them by the Scale gets an entry, without a time, as on a real server. Null for nobody; a new tree.
    /// </summary>
    /// <param name="item">The stored object, only read.</param>
    /// <param name="scale">The Scale as it was written, with its managedFields, only read.</param>
    /// <param name="apiVersion">The object's version.</param>
    /// <param name="replicas">Where the object keeps its replicas.</param>
    public static JsonArray? ToObject(JsonObject item, JsonObject scale, string apiVersion, string replicas)
    {
        var path = FieldSet.OfPaths(replicas);
        var owners = FieldOwners.OfStored(item);
        var scaleOwners = FieldOwners.OfStored(scale);
        foreach (var owner in owners.All)
        {
            if (owner.Owns(path))
            {
                var kept = scaleOwners.Find(owner.Manager, owner.Applies, ScaleVersion, owner.Subresource);
                if (kept is null)
                {
                    owner.Lose(path, FieldSet.Empty);
                }
                else
                {
                    scaleOwners.Remove(kept);
                }
            }
        }

        foreach (var owner in scaleOwners.All)
        {
            if (owner.Owns(ReplicasOfScale))
            {
                var gained = owners.Find(owner.Manager, owner.Applies, apiVersion, owner.Subresource);
                if (gained is null)
                {
                    owners.Add(owner.Elsewhere(apiVersion, path, false));
                }
                else
                {
                    gained.Gain(path);
                }
            }
        }

        owners.RemoveEmpty();
        return owners.ToNode();
    }
}
