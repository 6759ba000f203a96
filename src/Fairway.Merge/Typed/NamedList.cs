using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Typed;

/// <summary>A list that merges, with the names of its elements.</summary>
internal sealed class NamedList
{
    private readonly string[] names;
    private readonly Dictionary<string, int> firsts;
    private readonly HashSet<string> many;

    private NamedList(string[] names, Dictionary<string, int> firsts, HashSet<string> many)
    {
        this.names = names;
        this.firsts = firsts;
        this.many = many;
    }

    public int Count => names.Length;

    /// <summary>Names the elements.</summary>
    /// <exception cref="FieldSetException">One has no name.</exception>
    public static NamedList Of(JsonArray list, SchemaNode schema)
    {
        var names = new string[list.Count];
        var firsts = new Dictionary<string, int>(list.Count, StringComparer.Ordinal);
        var many = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (ListKeys.TryName(schema, list[i], out var name) is { } error)
            {
                throw new FieldSetException($"element {i}: {error}");
            }

            names[i] = name.Text;
            if (!firsts.TryAdd(name.Text, i))
            {
                many.Add(name.Text);
            }
        }

        return new(names, firsts, many);
    }

    /// <summary>The name of an element.</summary>
    public string Name(int index) => names[index];

    /// <summary>The first element of a name, or -1.</summary>
    public int Find(string name) => firsts.TryGetValue(name, out var index) ? index : -1;

    /// <summary>True where several elements have this one's name.</summary>
    public bool IsMany(int index) => many.Contains(names[index]);
}
