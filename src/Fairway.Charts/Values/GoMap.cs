using System.Diagnostics.CodeAnalysis;

namespace Fairway.Charts.Values;

/// <summary>A map from strings. Templates change it in place, so it is never shared between renderings.</summary>
internal sealed class GoMap(string typeName = GoMap.OfAny)
{
    public const string OfAny = "map[string]interface {}";

    private readonly Dictionary<string, GoValue> members = new(StringComparer.Ordinal);

    public string TypeName { get; } = typeName;

    public int Count => members.Count;

    /// <summary>Whether it is of Helm's own type of values, which has methods.</summary>
    public bool IsValues => TypeName.EndsWith(".Values", StringComparison.Ordinal);

    public GoValue this[string key]
    {
        get => members.GetValueOrDefault(key, GoValue.Nil);
        set => members[key] = value;
    }

    public bool Has(string key) => members.ContainsKey(key);

    public bool TryGet(string key, [MaybeNullWhen(false)] out GoValue value) => members.TryGetValue(key, out value);

    public void Remove(string key) => members.Remove(key);

    /// <summary>The keys by their bytes, as templates walk over a map.</summary>
    public string[] SortedKeys()
    {
        // In any order: sorted at once.
        string[] keys = [.. members.Keys];
        Array.Sort(keys, StringComparer.Ordinal);
        return keys;
    }
}
