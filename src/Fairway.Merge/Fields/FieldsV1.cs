using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Values;

namespace Fairway.Merge.Fields;

/// <summary>
/// The JSON form of a set. It is written as text and read back lazily: a tree of one node a path takes several times as
/// long.
/// </summary>
internal static class FieldsV1
{
    private const int LargestKept = 1 << 20;

    private static readonly JsonDocumentOptions ReadOptions = new() { MaxDepth = JsonDepth.Limit };

    [ThreadStatic]
    private static FieldsV1Writer? kept;

    public static JsonObject Write(FieldSet set)
    {
        var writer = kept ?? new();
        writer.Write(set);
        kept = writer.Written.Length <= LargestKept ? writer : null;
        return JsonObject.Create(JsonElement.Parse(writer.Written, ReadOptions))!;
    }

    /// <summary>Reads what we wrote ourselves: names are known to be canonical.</summary>
    public static FieldSet ReadOwn(JsonObject? fieldsV1) =>
        fieldsV1 is not null && TryRead(fieldsV1, new(32), true, out var set, out _) ? set : FieldSet.Empty;

    /// <summary>True where both say the same in the same order, as a tree and its copy do.</summary>
    public static bool IsCopy(JsonObject left, JsonObject right)
    {
        var count = left.Count;
        if (count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            var (name, value) = left.GetAt(i);
            var (otherName, otherValue) = right.GetAt(i);
            if (name != otherName
                || value is not JsonObject map
                || otherValue is not JsonObject otherMap
                || !IsCopy(map, otherMap))
            {
                return false;
            }
        }

        return true;
    }

    public static bool TryRead(JsonNode? fieldsV1, out FieldSet set)
    {
        set = FieldSet.Empty;
        if (fieldsV1 is not JsonObject map)
        {
            return fieldsV1 is null;
        }

        return TryRead(map, new(32), false, out set, out _);
    }

    /// <summary>
    /// True where FieldsV1, which must be as <see cref="Write(FieldSet)"/> writes it, and the set have a path in
    /// common. Reads no more of the tree than that takes.
    /// </summary>
    public static bool Overlaps(JsonObject fieldsV1, FieldSet set)
    {
        for (var i = 0; i < fieldsV1.Count; i++)
        {
            var (name, value) = fieldsV1.GetAt(i);
            if (TryFind(set, name, out var entry)
                && value is JsonObject below
                && ((entry.Member && IsMember(below))
                    || (entry.Children is not null && Overlaps(below, entry.Children))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True where all paths of the set are in FieldsV1, which must be as <see cref="Write(FieldSet)"/> writes it.
    /// </summary>
    public static bool ContainsAll(JsonObject fieldsV1, FieldSet set)
    {
        var found = 0;
        for (var i = 0; i < fieldsV1.Count && found < set.Entries.Length; i++)
        {
            var (name, value) = fieldsV1.GetAt(i);
            if (TryFind(set, name, out var entry))
            {
                found++;
                if (value is not JsonObject below || (entry.Member && !IsMember(below))
                    || (entry.Children is not null && !ContainsAll(below, entry.Children)))
                {
                    return false;
                }
            }
        }

        return found == set.Entries.Length;
    }

    private static bool IsMember(JsonObject below) => below.Count == 0 || below.ContainsKey(".");

    private static bool TryFind(FieldSet set, string name, out FieldEntry entry)
    {
        var found = name.Length < 2 ? null : set.Find(Kind(name[0]), name.AsSpan(2));
        entry = found.GetValueOrDefault();
        return found is not null;
    }

    private static PathKind Kind(char letter) => letter switch
    {
        'f' => PathKind.Field,
        'k' => PathKind.Key,
        'v' => PathKind.Value,
        _ => PathKind.Index,
    };

    private static bool TryRead(JsonObject map, List<FieldEntry> stack, bool own, out FieldSet set, out bool self)
    {
        var start = stack.Count;
        set = FieldSet.Empty;
        self = false;
        for (var i = 0; i < map.Count; i++)
        {
            var (name, value) = map.GetAt(i);
            if (name == ".")
            {
                self = true;
                continue;
            }

            if (value is not JsonObject below)
            {
                return false;
            }

            if (name.Length < 2 || name[1] != ':')
            {
                return false;
            }

            if (name[0] is not ('f' or 'k' or 'v' or 'i'))
            {
                continue;
            }

            var element = new PathElement(Kind(name[0]), own ? name[2..] : "");
            if ((!own && !PathElement.TryParse(name, out element))
                || !TryRead(below, stack, own, out var children, out var member))
            {
                return false;
            }

            stack.Add(new(element, member || children.IsEmpty, children.IsEmpty ? null : children));
        }

        set = Pop(stack, start);
        return true;
    }

    /// <summary>
    /// Takes the entries above <paramref name="start"/> off the stack. An element that comes twice is joined.
    /// </summary>
    private static FieldSet Pop(List<FieldEntry> stack, int start)
    {
        var span = CollectionsMarshal.AsSpan(stack)[start..];
        var set = FieldSet.FromEntries(span);
        stack.RemoveRange(start, stack.Count - start);
        var entries = set.Entries;
        for (var i = 1; i < entries.Length; i++)
        {
            if (entries[i - 1].Element == entries[i].Element)
            {
                return Merge(entries);
            }
        }

        return set;
    }

    /// <summary>Joins neighbours that two spellings named: <c>k:{"a":1}</c> and <c>k:{"a": 1}</c>.</summary>
    private static FieldSet Merge(ReadOnlySpan<FieldEntry> sorted)
    {
        var merged = new List<FieldEntry>(sorted.Length);
        foreach (ref readonly var entry in sorted)
        {
            if (merged.Count == 0 || merged[^1].Element != entry.Element)
            {
                merged.Add(entry);
                continue;
            }

            var same = merged[^1];
            var children = (same.Children ?? FieldSet.Empty).Union(entry.Children ?? FieldSet.Empty);
            merged[^1] = new(same.Element, same.Member || entry.Member, children.IsEmpty ? null : children);
        }

        return FieldSet.FromEntries(CollectionsMarshal.AsSpan(merged));
    }
}
