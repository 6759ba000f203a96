using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Cel.Functions;
using Fairway.Cel.Values;

namespace Fairway.Cel.Schemas;

/// <summary>
/// A list whose elements have keys: equal whatever its order; adding replaces elements of the same keys where they
/// stand.
/// </summary>
internal sealed class KeyedList(CelList elements, ImmutableArray<string> keys) : CelList
{
    public override int Count => elements.Count;

    public override CelValue this[int index] => elements[index];

    public override JsonNode ToJson() => elements.ToJson();

    internal override CelValue EqualTo(CelValue other)
    {
        if (other is not CelList that)
        {
            return CelError.NoSuchOverload;
        }

        if (that.Count != Count)
        {
            return CelBool.False;
        }

        var mine = new Dictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var element in ListBodies.Each(this))
        {
            mine[KeyOf(element)] = element;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in ListBodies.Each(that))
        {
            var key = KeyOf(element);
            if (!mine.TryGetValue(key, out var match))
            {
                return CelBool.False;
            }

            if (match.EqualTo(element) is var equal && equal is not CelBool { Value: true })
            {
                return equal;
            }

            seen.Add(key);
        }

        return CelBool.Of(seen.Count == mine.Count);
    }

    internal override CelValue Add(CelValue other)
    {
        if (other is not CelList that)
        {
            return CelError.NoSuchOverload;
        }

        List<CelValue> merged = [.. ListBodies.Each(this)];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < merged.Count; i++)
        {
            places[KeyOf(merged[i])] = i;
        }

        foreach (var element in ListBodies.Each(that))
        {
            if (places.TryGetValue(KeyOf(element), out var place))
            {
                merged[place] = element;
            }
            else
            {
                merged.Add(element);
            }
        }

        return new KeyedList(Of([.. merged]), keys);
    }

    private string KeyOf(CelValue element) => string.Join('\u0001', keys.Select(key =>
        element is CelMap map && map.Get(FieldNames.Escape(key) ?? key) is { } value
            ? $"{value.Type.Name}:{value}"
            : ""));
}
