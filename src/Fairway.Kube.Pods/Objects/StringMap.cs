using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Kube.Pods.Objects;

/// <summary>Labels or annotations: a small immutable map, ordered by key, equal by content.</summary>
internal sealed class StringMap : IEquatable<StringMap>, IEnumerable<KeyValuePair<string, string>>
{
    private readonly ImmutableArray<KeyValuePair<string, string>> entries;

    private StringMap(ImmutableArray<KeyValuePair<string, string>> entries) => this.entries = entries;

    public static StringMap Empty { get; } = new([]);

    public int Count => entries.Length;

    public string? this[string key]
    {
        get
        {
            foreach (var entry in entries)
            {
                if (string.Equals(entry.Key, key, StringComparison.Ordinal))
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }

    public static StringMap Of(params IEnumerable<(string Key, string Value)> pairs) =>
        From(pairs.Select(p => KeyValuePair.Create(p.Key, p.Value)));

    public static StringMap From(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var sorted = pairs.OrderBy(p => p.Key, StringComparer.Ordinal).ToImmutableArray();
        return sorted.IsEmpty ? Empty : new StringMap(sorted);
    }

    /// <summary>Reads an object of strings; anything else in it is left out.</summary>
    public static StringMap Read(JsonElement? element)
    {
        if (element is not { ValueKind: JsonValueKind.Object } map)
        {
            return Empty;
        }

        return From(map.EnumerateObject()
            .Where(p => p.Value.ValueKind == JsonValueKind.String)
            .Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!)));
    }

    public bool Has(string key) => this[key] is not null;

    public StringMap With(string key, string value) =>
        From(entries.Where(e => e.Key != key).Append(KeyValuePair.Create(key, value)));

    public StringMap Without(params ReadOnlySpan<string> keys)
    {
        var kept = entries;
        foreach (var key in keys)
        {
            kept = kept.RemoveAll(e => e.Key == key);
        }

        return kept.IsEmpty ? Empty : kept.Length == entries.Length ? this : new StringMap(kept);
    }

    public JsonObject ToJson()
    {
        var map = new JsonObject();
        foreach (var (key, value) in entries)
        {
            map[key] = value;
        }

        return map;
    }

    public bool Equals(StringMap? other) => other is not null && entries.AsSpan().SequenceEqual(other.entries.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as StringMap);

    public override int GetHashCode() => entries.Length;

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => entries.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(',', entries.Select(e => $"{e.Key}={e.Value}"));
}
