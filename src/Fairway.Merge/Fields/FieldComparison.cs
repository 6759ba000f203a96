using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Fairway.Schema;

namespace Fairway.Merge.Fields;

/// <summary>
/// What differs between two objects, as ownership sees it: leaves that were changed or added, objects that were added,
/// and what was removed. Names of elements are made only where something beneath them differs.
/// </summary>
internal sealed class FieldComparison
{
    // Every write compares; what is found on the way down is in lists that are used again. Taken while one compares.
    [ThreadStatic]
    private static Scratch? kept;

    private readonly List<FieldEntry> changed;
    private readonly List<FieldEntry> removed;

    private FieldComparison(Scratch scratch) => (changed, removed) = (scratch.Changed, scratch.Removed);

    /// <summary>Paths added or modified.</summary>
    public FieldSet Changed { get; private set; } = FieldSet.Empty;

    /// <summary>Paths that are no more.</summary>
    public FieldSet Removed { get; private set; } = FieldSet.Empty;

    /// <summary>True where nothing differs.</summary>
    public bool IsEmpty => Changed.IsEmpty && Removed.IsEmpty;

    /// <summary>Compares.</summary>
    /// <exception cref="FieldSetException">An element of a list that merges has no key.</exception>
    public static FieldComparison Compare(JsonObject old, JsonObject updated, SchemaNode? schema)
    {
        var scratch = kept ?? new Scratch([], []);
        kept = null;
        var comparison = new FieldComparison(scratch);
        comparison.CompareMembers(old, updated, schema);
        comparison.Changed = Pop(scratch.Changed, 0);
        comparison.Removed = Pop(scratch.Removed, 0);
        kept = scratch;
        return comparison;
    }

    /// <summary>The same without paths at or beneath the given ones.</summary>
    public FieldComparison Without(FieldSet? ignored) => ignored is null || ignored.IsEmpty
        ? this
        : new(Scratch.None)
        {
            Changed = Changed.RecursiveDifference(ignored),
            Removed = Removed.RecursiveDifference(ignored),
        };

    /// <summary>Compares two values that are both there.</summary>
    private Difference Both(JsonNode? old, JsonNode? updated, SchemaNode? schema)
    {
        var shape = FieldShapes.Of(schema, old, updated);
        if (shape == FieldShape.Leaf || (IsBare(old, shape) && IsBare(updated, shape)))
        {
            return JsonNode.DeepEquals(old, updated) ? Difference.None : Difference.ChangedLeaf;
        }

        var (c, r) = (changed.Count, removed.Count);
        Descend(shape, old, updated, schema);
        return new(IsOther(old, updated), PopOrNull(changed, c), false, PopOrNull(removed, r));
    }

    /// <summary>What is said of a value that is only in one of the two.</summary>
    private Difference One(JsonNode? value, SchemaNode? schema, bool isNew)
    {
        var list = isNew ? changed : removed;
        FieldSet? children = null;
        if (FieldShapes.Of(schema, value, null) is var shape and not FieldShape.Leaf)
        {
            var start = list.Count;
            Descend(shape, isNew ? null : value, isNew ? value : null, schema);
            children = PopOrNull(list, start);
        }

        return isNew ? new(true, children, false, null) : new(false, null, true, children);
    }

    private void Descend(FieldShape shape, JsonNode? old, JsonNode? updated, SchemaNode? schema)
    {
        if (shape == FieldShape.Members)
        {
            CompareMembers(old as JsonObject, updated as JsonObject, schema);
        }
        else
        {
            CompareElements(old as JsonArray, updated as JsonArray, schema!);
        }
    }

    private void CompareMembers(JsonObject? old, JsonObject? updated, SchemaNode? schema)
    {
        var shared = 0;
        for (var i = 0; i < updated?.Count; i++)
        {
            var (name, value) = updated.GetAt(i);
            var child = FieldShapes.Member(schema, name);
            if (old is not null && old.TryGetPropertyValue(name, out var before))
            {
                shared++;
                Push(PathElement.Field(name), Both(before, value, child));
            }
            else
            {
                Push(PathElement.Field(name), One(value, child, true));
            }
        }

        for (var i = 0; i < old?.Count && shared < old.Count; i++)
        {
            var (name, value) = old.GetAt(i);
            if (updated?.ContainsKey(name) != true)
            {
                Push(PathElement.Field(name), One(value, FieldShapes.Member(schema, name), false));
            }
        }
    }

    private void CompareElements(JsonArray? old, JsonArray? updated, SchemaNode list)
    {
        if (old is not null && updated is not null && JsonNode.DeepEquals(old, updated))
        {
            return;
        }

        var before = Name(old, list);
        var after = Name(updated, list);
        for (var i = 0; i < after.Count; i++)
        {
            if (after.IsFirst(i))
            {
                CompareNamed(after.Name(i), before, after, list);
            }
        }

        for (var i = 0; i < before.Count; i++)
        {
            if (before.IsFirst(i) && after.Find(before.Name(i)) < 0)
            {
                CompareNamed(before.Name(i), before, after, list);
            }
        }
    }

    /// <summary>
    /// Compares the elements of one name. Where a name stands for several elements, they are one leaf together.
    /// </summary>
    private void CompareNamed(PathElement name, NamedElements before, NamedElements after, SchemaNode list)
    {
        var (old, updated) = (before.Find(name), after.Find(name));
        var many = (old >= 0 && before.IsMany(old), updated >= 0 && after.IsMany(updated));
        switch (many)
        {
            case (false, false) when old >= 0 && updated >= 0:
                Push(name, Both(before[old], after[updated], list.Items));
                break;
            case (false, false):
                Push(name, updated >= 0 ? One(after[updated], list.Items, true) : One(before[old], list.Items, false));
                break;
            case (true, true):
                Push(name, before.SameAll(old, after, updated) ? Difference.None : Difference.ChangedLeaf);
                break;
            case (true, false):
                var added = updated >= 0 ? One(after[updated], list.Items, true) : Difference.None;
                Push(name, added with { Removed = true });
                break;
            case (false, true):
                Push(name, (old >= 0 ? One(before[old], list.Items, false) : Difference.None) with { Changed = true });
                break;
        }
    }

    private static NamedElements Name(JsonArray? list, SchemaNode schema)
    {
        var names = new PathElement[list?.Count ?? 0];
        for (var i = 0; i < names.Length; i++)
        {
            if (ListKeys.TryName(schema, list![i], out names[i]) is { } error)
            {
                throw new FieldSetException($"element {i}: {error}");
            }
        }

        return new(list, names);
    }

    private void Push(PathElement element, Difference difference)
    {
        if (difference.Changed || difference.ChangedBelow is not null)
        {
            changed.Add(new(element, difference.Changed, difference.ChangedBelow));
        }

        if (difference.Removed || difference.RemovedBelow is not null)
        {
            removed.Add(new(element, difference.Removed, difference.RemovedBelow));
        }
    }

    private static bool IsBare(JsonNode? node, FieldShape shape) =>
        shape == FieldShape.Members ? node is not JsonObject { Count: > 0 } : node is not JsonArray { Count: > 0 };

    /// <summary>
    /// True where a scalar became an object or the other way round, which only happens where the schema admits
    /// anything.
    /// </summary>
    private static bool IsOther(JsonNode? old, JsonNode? updated) =>
        old is not null && updated is not null && old.GetValueKind() != updated.GetValueKind();

    private static FieldSet? PopOrNull(List<FieldEntry> stack, int start) =>
        stack.Count == start ? null : Pop(stack, start);

    private static FieldSet Pop(List<FieldEntry> stack, int start)
    {
        var set = FieldSet.FromEntries(CollectionsMarshal.AsSpan(stack)[start..]);
        stack.RemoveRange(start, stack.Count - start);
        return set;
    }

    private sealed record Scratch(List<FieldEntry> Changed, List<FieldEntry> Removed)
    {
        /// <summary>For a comparison that is done.</summary>
        public static Scratch None { get; } = new([], []);
    }

    private readonly record struct Difference(
        bool Changed,
        FieldSet? ChangedBelow,
        bool Removed,
        FieldSet? RemovedBelow)
    {
        public static Difference None => default;

        public static Difference ChangedLeaf => new(true, null, false, null);
    }
}
