using System.Diagnostics.CodeAnalysis;
using Fairway.Charts.Rendering;

namespace Fairway.Charts.Values;

/// <summary>A map from strings. Templates change it in place, so it is never shared between renderings.</summary>
internal sealed class GoMap
{
    public const string OfAny = "map[string]interface {}";

    private readonly Dictionary<string, GoValue> members;
    private ReadTrace? trace;

    public GoMap(string typeName = OfAny)
        : this(typeName, new Dictionary<string, GoValue>(StringComparer.Ordinal))
    {
    }

    private GoMap(string typeName, Dictionary<string, GoValue> members)
    {
        TypeName = typeName;
        this.members = members;
    }

    public string TypeName { get; }

    public int Count => members.Count;

    /// <summary>Whether it is of Helm's own type of values, which has methods.</summary>
    public bool IsValues => TypeName.EndsWith(".Values", StringComparison.Ordinal);

    public GoValue this[string key]
    {
        get
        {
            trace?.Saw(key);
            return members.GetValueOrDefault(key, GoValue.Nil);
        }

        set => members[key] = value;
    }

    public bool Has(string key) => members.ContainsKey(key);

    public bool TryGet(string key, [MaybeNullWhen(false)] out GoValue value)
    {
        trace?.Saw(key);
        return members.TryGetValue(key, out value);
    }

    /// <summary>From now on tells which members are looked at, here and in copies of it. Names of members are
    /// not.</summary>
    public void Watch(ReadTrace by) => trace = by;

    public void Remove(string key) => members.Remove(key);

    /// <summary>The keys by their bytes, as templates walk over a map.</summary>
    public string[] SortedKeys()
    {
        // In any order: sorted at once.
        string[] keys = [.. members.Keys];
        Array.Sort(keys, StringComparer.Ordinal);
        return keys;
    }

    /// <summary>The keys as they are now, in any order.</summary>
    public string[] Keys() => [.. members.Keys];

    /// <summary>The same map under another type: who changes the one changes the other.</summary>
    public GoMap As(string typeName) =>
        typeName == TypeName ? this : new GoMap(typeName, members) { trace = trace };

    /// <summary>Whether it, or a map in it, lies in itself, through maps alone: then it can be neither copied nor
    /// printed.</summary>
    public bool HoldsItself() => HoldsItself(new Dictionary<object, bool>(ReferenceEqualityComparer.Instance));

    /// <summary>With copies of all maps in it, so that changing the one leaves the other.</summary>
    public GoMap DeepCopy()
    {
        var copies = new Dictionary<string, GoValue>(members.Count, StringComparer.Ordinal);

        // In any order: each goes to its own key.
        foreach (var (key, value) in members)
        {
            copies[key] = value.DeepCopy();
        }

        return new GoMap(TypeName, copies) { trace = trace };
    }

    /// <param name="open">What was met: true while its members are looked at, false after.</param>
    private bool HoldsItself(Dictionary<object, bool> open)
    {
        // Two types of one map share its members.
        if (!open.TryAdd(members, true))
        {
            return open[members];
        }

        var holds = members.Values.Any(value => value.Kind == GoKind.Map && value.Map.HoldsItself(open));
        open[members] = false;
        return holds;
    }
}
