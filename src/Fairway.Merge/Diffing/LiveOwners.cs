using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;

namespace Fairway.Merge.Diffing;

/// <summary>
/// Who owns what of a live object, as its managedFields say: <see cref="FieldManagers.Configuration"/>, or others.
/// </summary>
internal sealed class LiveOwners(JsonObject? live)
{
    private readonly Lazy<FieldSet?> others = new(() => Read(live, name => name != FieldManagers.Configuration));
    private readonly Lazy<FieldSet?> ours = new(() => Read(live, name => name == FieldManagers.Configuration));

    /// <summary>True where others own the place or something beneath it, or it is not known who does.</summary>
    public bool OthersOwn(IReadOnlyList<PathElement> path) => Holds(others.Value, path) ?? true;

    /// <summary>True where we own the place or something beneath it.</summary>
    public bool WeOwn(IReadOnlyList<PathElement> path) => Holds(ours.Value, path) ?? false;

    /// <summary>Whether the object says who owns it at all.</summary>
    public bool AreKnown => others.Value is not null;

    /// <summary>The deepest places that a manager has applied, in the order of the object's managedFields.</summary>
    public IEnumerable<ImmutableArray<PathElement>> Applied(string manager) =>
        Read(live, name => name == manager, "Apply") is { } set ? Leaves(set, []) : [];

    private static IEnumerable<ImmutableArray<PathElement>> Leaves(FieldSet set, ImmutableArray<PathElement> above)
    {
        var entries = set.Entries.ToArray();
        return entries.SelectMany(entry => entry.Children is { } children
            ? Leaves(children, above.Add(entry.Element))
            : [above.Add(entry.Element)]);
    }

    private static bool? Holds(FieldSet? set, IReadOnlyList<PathElement> path)
    {
        if (set is null)
        {
            return null;
        }

        for (var i = 0; i < path.Count; i++)
        {
            if (set?.Find(path[i]) is not { } entry)
            {
                return false;
            }

            set = entry.Children;
        }

        return true;
    }

    private static FieldSet? Read(JsonObject? live, Func<string, bool> counts, string? operation = null)
    {
        if (live?["metadata"]?["managedFields"] is not JsonArray { Count: > 0 } list)
        {
            return null;
        }

        var all = FieldSet.Empty;
        foreach (var owner in list.OfType<JsonObject>())
        {
            if (owner["manager"] is JsonValue name && name.TryGetValue<string>(out var text) && counts(text)
                && (operation is null || (string?)owner["operation"] == operation)
                && FieldSet.TryRead(owner["fieldsV1"], out var set))
            {
                all = all.Union(set);
            }
        }

        return all;
    }
}
