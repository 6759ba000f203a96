using System.Text.Json.Nodes;
using Fairway.Merge.Fields;

namespace Fairway.Merge.Ownership;

/// <summary>All entries of an object's managedFields.</summary>
internal sealed class FieldOwners
{
    private readonly List<FieldOwner> owners;

    private FieldOwners(List<FieldOwner> owners) => this.owners = owners;

    public IReadOnlyList<FieldOwner> All => owners;

    public bool IsEmpty => owners.Count == 0;

    /// <summary>The entries of a stored object, copied.</summary>
    public static FieldOwners OfStored(JsonObject? stored)
    {
        var owners = new List<FieldOwner>();
        foreach (var entry in Entries(stored) ?? [])
        {
            if (entry is JsonObject map)
            {
                owners.Add(FieldOwner.FromOwn((JsonObject)map.DeepClone()));
            }
        }

        return new(owners);
    }

    /// <summary>
    /// Takes the entries out of an object that is being written. Where the request sent its own, they count; none, or
    /// malformed ones, mean those of the live object; <c>[]</c> and <c>[{}]</c> mean none. A subresource cannot send
    /// any.
    /// </summary>
    public static FieldOwners Detach(JsonObject? live, JsonObject updated, UpdateContext context)
    {
        var sent = Entries(updated);
        (updated["metadata"] as JsonObject)?.Remove("managedFields");
        var stored = Entries(live);
        if (sent is null)
        {
            return OfStored(live);
        }

        if (stored is not null && (context.KeepsOwners || IsCopy(sent, stored)))
        {
            return Reuse(sent);
        }

        if (context.Subresource.Length > 0)
        {
            return OfStored(live);
        }

        return IsReset(sent) ? new([]) : Read(sent) ?? OfStored(live);
    }

    /// <summary>The owner of this identity, or null.</summary>
    public FieldOwner? Find(string manager, bool applies, string apiVersion, string subresource)
    {
        foreach (var owner in owners)
        {
            if (owner.Is(manager, applies, apiVersion, subresource))
            {
                return owner;
            }
        }

        return null;
    }

    public void Add(FieldOwner owner) => owners.Add(owner);

    public void Remove(FieldOwner owner) => owners.Remove(owner);

    public void RemoveEmpty() => owners.RemoveAll(static o => o.IsEmpty);

    /// <summary>
    /// Joins the oldest updates of one version into one entry, <c>ancient-changes</c>, until there are no more than
    /// <paramref name="most"/>.
    /// </summary>
    public void CapUpdates(int most)
    {
        var updates = 0;
        foreach (var owner in owners)
        {
            updates += owner.Applies ? 0 : 1;
        }

        if (updates <= most)
        {
            return;
        }

        var buckets = new Dictionary<string, FieldOwner>(StringComparer.Ordinal);
        foreach (var owner in owners.Where(o => !o.Applies).Order(Comparer<FieldOwner>.Create(CompareAge)).ToList())
        {
            if (updates <= most)
            {
                break;
            }

            if (!buckets.TryGetValue(owner.ApiVersion, out var older))
            {
                buckets.Add(owner.ApiVersion, owner);
                continue;
            }

            owners.Remove(older);
            owners.Remove(owner);
            var existing = Find(AncientChanges, false, owner.ApiVersion, "");
            var fields = older.Fields.Union(owner.Fields);
            if (existing is not null)
            {
                owners.Remove(existing);
                updates--;
                fields = fields.Union(existing.Fields);
            }

            var bucket = FieldOwner.Bucket(AncientChanges, owner, fields);
            owners.Add(bucket);
            buckets[owner.ApiVersion] = bucket;
            updates--;
        }
    }

    /// <summary>
    /// The list as managedFields have it, or null for an empty one. The owners are not to be used after.
    /// </summary>
    public JsonArray? ToNode()
    {
        if (owners.Count == 0)
        {
            return null;
        }

        owners.Sort(CompareEntries);
        var list = new JsonArray();
        foreach (var owner in owners)
        {
            list.Add((JsonNode)owner.ToNode());
        }

        return list;
    }

    private const string AncientChanges = "ancient-changes";

    private static JsonArray? Entries(JsonObject? item) =>
        (item?["metadata"] as JsonObject)?["managedFields"] as JsonArray;

    /// <summary>True where the request carries what is stored, as patches do, and PUTs of what was read.</summary>
    private static bool IsCopy(JsonArray sent, JsonArray stored)
    {
        if (sent.Count != stored.Count)
        {
            return false;
        }

        for (var i = 0; i < sent.Count; i++)
        {
            if (sent[i] is not JsonObject left || stored[i] is not JsonObject right || left.Count != right.Count)
            {
                return false;
            }

            foreach (var (name, value) in left)
            {
                var same = right.TryGetPropertyValue(name, out var other)
                    && (name == "fieldsV1" && value is JsonObject a && other is JsonObject b
                        ? FieldsV1.IsCopy(a, b)
                        : JsonNode.DeepEquals(value, other));
                if (!same)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsReset(JsonArray sent) =>
        sent.Count == 0 || (sent.Count == 1 && sent[0] is JsonObject { Count: 0 });

    private static FieldOwners Reuse(JsonArray own)
    {
        var owners = new List<FieldOwner>(own.Count + 1);
        while (own.Count > 0)
        {
            var entry = own[^1];
            own.RemoveAt(own.Count - 1);
            if (entry is JsonObject map)
            {
                owners.Add(FieldOwner.FromOwn(map));
            }
        }

        return new(owners);
    }

    private static FieldOwners? Read(JsonArray sent)
    {
        var read = new FieldOwners(new(sent.Count + 1));
        foreach (var entry in sent)
        {
            if (FieldOwner.FromOthers(entry) is not { } owner)
            {
                return null;
            }

            if (read.Find(owner.Manager, owner.Applies, owner.ApiVersion, owner.Subresource) is { } earlier)
            {
                read.Remove(earlier);
            }

            read.Add(owner);
        }

        return read;
    }

    private static int CompareAge(FieldOwner left, FieldOwner right)
    {
        var order = string.CompareOrdinal(left.Time ?? "", right.Time ?? "");
        return order != 0 ? order : CompareEntries(left, right);
    }

    private static int CompareEntries(FieldOwner left, FieldOwner right)
    {
        if (left.Applies != right.Applies)
        {
            return left.Applies ? -1 : 1;
        }

        var order = string.CompareOrdinal(left.Time ?? "", right.Time ?? "");
        order = order != 0 ? order : string.CompareOrdinal(left.Manager, right.Manager);
        order = order != 0 ? order : string.CompareOrdinal(left.ApiVersion, right.ApiVersion);
        return order != 0 ? order : string.CompareOrdinal(left.Subresource, right.Subresource);
    }
}
