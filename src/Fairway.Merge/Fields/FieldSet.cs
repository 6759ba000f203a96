using System.Text.Json.Nodes;
using Fairway.Schema;

namespace Fairway.Merge.Fields;

/// <summary>
/// A set of field paths, as managedFields keeps them (FieldsV1). Immutable. A path may be in the set without the paths
/// beneath it, and the other way round.
/// </summary>
public sealed class FieldSet
{
    /// <summary>Sorted by element, one entry an element; each is a member or has children.</summary>
    private readonly FieldEntry[] entries;

    private FieldSet(FieldEntry[] entries) => this.entries = entries;

    /// <summary>No paths.</summary>
    public static FieldSet Empty { get; } = new([]);

    /// <summary>True where no path is in the set.</summary>
    public bool IsEmpty => entries.Length == 0;

    internal ReadOnlySpan<FieldEntry> Entries => entries;

    /// <summary>
    /// The paths that an applied configuration speaks of: its leaves (scalars, atomic lists and maps, empty maps), and
    /// the elements of lists that merge. Objects themselves are not listed.
    /// </summary>
    /// <exception cref="FieldSetException">An element of a list that merges has no key.</exception>
    public static FieldSet Of(JsonNode? value, SchemaNode? schema) => FieldSetBuilder.Build(value, schema);

    /// <summary>A set of dotted paths of plain fields: <c>spec</c>, <c>metadata.labels</c>.</summary>
    public static FieldSet OfPaths(params ReadOnlySpan<string> paths)
    {
        var set = Empty;
        foreach (var path in paths)
        {
            FieldSet? tail = null;
            foreach (var name in path.Split('.').Reverse())
            {
                tail = new([new(PathElement.Field(name), tail is null, tail)]);
            }

            set = set.Union(tail!);
        }

        return set;
    }

    /// <summary>Reads FieldsV1. Members of a kind that is not known are skipped, as API servers skip them.</summary>
    /// <returns>False where it is no FieldsV1.</returns>
    public static bool TryRead(JsonNode? fieldsV1, out FieldSet set) => FieldsV1.TryRead(fieldsV1, out set);

    /// <summary>
    /// The set as FieldsV1, in the order in which API servers write it. A new tree, the caller's own.
    /// </summary>
    public JsonObject ToFieldsV1() => FieldsV1.Write(this);

    /// <summary>True where exactly this path is in the set.</summary>
    public bool Contains(params ReadOnlySpan<PathElement> path)
    {
        if (path.IsEmpty)
        {
            return false;
        }

        var index = IndexOf(path[0].Kind, path[0].Text);
        return index >= 0
            && (path.Length == 1 ? entries[index].Member : entries[index].Children?.Contains(path[1..]) == true);
    }

    /// <summary>Paths of either.</summary>
    public FieldSet Union(FieldSet other)
    {
        if (IsEmpty || ReferenceEquals(this, other))
        {
            return other;
        }

        return other.IsEmpty ? this : Zip(other, static (a, b) => (a, b) switch
        {
            ({ } left, { } right) => left with
            {
                Member = left.Member || right.Member,
                Children = left.Children is null ? right.Children
                    : right.Children is null ? left.Children
                    : left.Children.Union(right.Children),
            },
            _ => a ?? b,
        });
    }

    /// <summary>Paths of both.</summary>
    public FieldSet Intersection(FieldSet other) => Zip(other, static (a, b) =>
        a is { } left && b is { } right
            ? left with
            {
                Member = left.Member && right.Member,
                Children = left.Children is null || right.Children is null
                    ? null
                    : NullIfEmpty(left.Children.Intersection(right.Children)),
            }
            : null);

    /// <summary>Paths of this and not of the other. A path of the other takes nothing beneath it away.</summary>
    public FieldSet Difference(FieldSet other) => IsEmpty || other.IsEmpty ? this : Zip(other, static (a, b) =>
        a is { } left && b is { } right
            ? left with
            {
                Member = left.Member && !right.Member,
                Children = left.Children is null || right.Children is null
                    ? left.Children
                    : NullIfEmpty(left.Children.Difference(right.Children)),
            }
            : a);

    /// <summary>Paths of this and not of the other. A path of the other takes away everything beneath it too.</summary>
    public FieldSet RecursiveDifference(FieldSet other) => IsEmpty || other.IsEmpty ? this : Zip(other, static (a, b) =>
        a is { } left && b is { } right
            ? left with
            {
                Member = left.Member && !right.Member,
                Children = right.Member ? null
                    : left.Children is null || right.Children is null ? left.Children
                    : NullIfEmpty(left.Children.RecursiveDifference(right.Children)),
            }
            : a);

    /// <summary>True where some path is in both.</summary>
    public bool Overlaps(FieldSet other)
    {
        int i = 0, j = 0;
        while (i < entries.Length && j < other.entries.Length)
        {
            var (left, right) = (entries[i], other.entries[j]);
            var order = left.Element.CompareTo(right.Element);
            if (order == 0 && ((left.Member && right.Member)
                || (left.Children is not null && right.Children is not null && left.Children.Overlaps(right.Children))))
            {
                return true;
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return false;
    }

    /// <summary>Paths in order, as messages have them: <c>.spec.ports[port=80,protocol="TCP"].name</c>.</summary>
    public IEnumerable<string> Paths() => Paths("");

    /// <summary>True where both hold the same paths.</summary>
    public bool SetEquals(FieldSet other)
    {
        if (entries.Length != other.entries.Length)
        {
            return false;
        }

        for (var i = 0; i < entries.Length; i++)
        {
            var (left, right) = (entries[i], other.entries[i]);
            if (left.Element != right.Element || left.Member != right.Member
                || left.Children is null != right.Children is null
                || (left.Children is not null && !left.Children.SetEquals(right.Children!)))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Paths());

    /// <summary>
    /// The set of these entries, in any order but each element once; entries that say nothing are the caller's mistake.
    /// </summary>
    internal static FieldSet FromEntries(ReadOnlySpan<FieldEntry> unsorted)
    {
        if (unsorted.IsEmpty)
        {
            return Empty;
        }

        var sorted = unsorted.ToArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i - 1].Element.CompareTo(sorted[i].Element) > 0)
            {
                sorted.AsSpan().Sort(static (a, b) => a.Element.CompareTo(b.Element));
                break;
            }
        }

        return new(sorted);
    }

    /// <summary>What is beneath an element, and whether it is itself a member.</summary>
    internal FieldEntry? Find(PathElement element) => Find(element.Kind, element.Text);

    /// <summary>The same, without need of a string.</summary>
    internal FieldEntry? Find(PathKind kind, ReadOnlySpan<char> text) =>
        IndexOf(kind, text) is >= 0 and var index ? entries[index] : null;

    /// <summary>
    /// The set with declared fields that stand above a path added as members. Configurations list leaves only; pruning
    /// must see objects.
    /// </summary>
    internal FieldSet WithNamedFields(SchemaNode? schema)
    {
        var named = new FieldEntry[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (entry.Children is null)
            {
                named[i] = entry;
                continue;
            }

            SchemaNode? child = null;
            var declared = entry.Element.Kind == PathKind.Field && schema?.Type == SchemaType.Object
                && schema.Properties.TryGetValue(entry.Element.Text, out child);
            child ??= entry.Element.Kind == PathKind.Field && schema?.Type == SchemaType.Object ? null : schema?.Items;
            named[i] = entry with
            {
                Member = entry.Member || declared,
                Children = entry.Children.WithNamedFields(child),
            };
        }

        return new(named);
    }

    private static FieldSet? NullIfEmpty(FieldSet set) => set.IsEmpty ? null : set;

    private IEnumerable<string> Paths(string prefix)
    {
        foreach (var entry in entries)
        {
            var path = prefix + entry.Element;
            if (entry.Member)
            {
                yield return path;
            }

            foreach (var below in entry.Children?.Paths(path) ?? [])
            {
                yield return below;
            }
        }
    }

    private int IndexOf(PathKind kind, ReadOnlySpan<char> text)
    {
        int low = 0, high = entries.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = entries[middle].Element.CompareTo(kind, text);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }

    /// <summary>
    /// Walks both in order; the function sees what each has for an element and says what is left of it.
    /// </summary>
    private FieldSet Zip(FieldSet other, Func<FieldEntry?, FieldEntry?, FieldEntry?> combine)
    {
        var result = new FieldEntry[entries.Length + other.entries.Length];
        int count = 0, i = 0, j = 0;
        while (i < entries.Length || j < other.entries.Length)
        {
            var order = i == entries.Length ? 1
                : j == other.entries.Length ? -1
                : entries[i].Element.CompareTo(other.entries[j].Element);
            FieldEntry? left = order <= 0 ? entries[i++] : null;
            FieldEntry? right = order >= 0 ? other.entries[j++] : null;
            if (combine(left, right) is { } kept && (kept.Member || kept.Children is not null))
            {
                result[count++] = kept;
            }
        }

        return count == 0 ? Empty : new(result[..count]);
    }
}
