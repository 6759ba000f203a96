using System.Text.Json.Nodes;

namespace Fairway.Merge.Fields;

/// <summary>A list and the names of its elements. Few are looked through, many are looked up.</summary>
internal readonly struct NamedElements
{
    private const int Few = 8;

    private readonly JsonArray? list;
    private readonly PathElement[] names;
    private readonly Dictionary<string, int>? firsts;
    private readonly int[]? following;

    public NamedElements(JsonArray? list, PathElement[] names)
    {
        this.list = list;
        this.names = names;
        if (names.Length <= Few)
        {
            return;
        }

        firsts = new(names.Length, StringComparer.Ordinal);
        following = new int[names.Length];
        for (var i = names.Length - 1; i >= 0; i--)
        {
            following[i] = firsts.TryGetValue(names[i].Text, out var later) ? later : -1;
            firsts[names[i].Text] = i;
        }
    }

    public int Count => names.Length;

    public JsonNode? this[int index] => list![index];

    public PathElement Name(int index) => names[index];

    /// <summary>True where no element before has the same name.</summary>
    public bool IsFirst(int index) => Find(names[index]) == index;

    /// <summary>The first element of a name, or -1.</summary>
    public int Find(PathElement name) => firsts is null
        ? Array.IndexOf(names, name)
        : firsts.TryGetValue(name.Text, out var index) ? index : -1;

    /// <summary>True where another element after the first has its name.</summary>
    public bool IsMany(int first) => Next(first) >= 0;

    /// <summary>True where all elements of a name are the same here and there, in order.</summary>
    public bool SameAll(int first, NamedElements other, int otherFirst)
    {
        int i = first, j = otherFirst;
        while (i >= 0 && j >= 0 && JsonNode.DeepEquals(this[i], other[j]))
        {
            i = Next(i);
            j = other.Next(j);
        }

        return i < 0 && j < 0;
    }

    private int Next(int index) => following is null ? Array.IndexOf(names, names[index], index + 1) : following[index];
}
