using System.Text.Json.Nodes;
using Fairway.Merge.Fields;

namespace Fairway.Merge.Diffing;

/// <summary>What others than <see cref="FieldManagers.Configuration"/> own of a live object.</summary>
internal sealed class OtherOwners(JsonObject? live)
{
    private readonly Lazy<FieldSet?> fields = new(() => Read(live));

    /// <summary>True where somebody owns the place or something beneath it, or it is not known who does.</summary>
    public bool Own(IReadOnlyList<PathElement> path)
    {
        var set = fields.Value;
        for (var i = 0; i < path.Count && set is not null; i++)
        {
            if (set.Find(path[i]) is not { } entry)
            {
                return false;
            }

            if (i == path.Count - 1)
            {
                return true;
            }

            if (entry.Children is null)
            {
                return false;
            }

            set = entry.Children;
        }

        return true;
    }

    private static FieldSet? Read(JsonObject? live)
    {
        if (live?["metadata"]?["managedFields"] is not JsonArray { Count: > 0 } list)
        {
            return null;
        }

        var all = FieldSet.Empty;
        foreach (var owner in list.OfType<JsonObject>())
        {
            if (owner["manager"] is JsonValue name && name.TryGetValue<string>(out var text)
                && text != FieldManagers.Configuration && FieldSet.TryRead(owner["fieldsV1"], out var set))
            {
                all = all.Union(set);
            }
        }

        return all;
    }
}
