namespace Fairway.Twin.Storage;

/// <summary>
/// The labels of an object, sorted by key, for selectors. Immutable; equal sets mostly share one instance.
/// </summary>
public sealed class LabelSet
{
    private readonly KeyValuePair<string, string>[] pairs;

    private LabelSet(KeyValuePair<string, string>[] pairs) => this.pairs = pairs;

    /// <summary>No labels.</summary>
    public static LabelSet Empty { get; } = new([]);

    /// <summary>The pairs in ordinal order of their keys.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => pairs;

    /// <summary>Makes a set of pairs with distinct keys, in any order.</summary>
    public static LabelSet From(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var sorted = labels
            .Select(static l => KeyValuePair.Create(SharedStrings.Share(l.Key), SharedStrings.Share(l.Value)))
            .ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return sorted.Length == 0 ? Empty : SharedStrings.Share(new LabelSet(sorted));
    }

    /// <summary>The value of a label, or null where it is absent.</summary>
    public string? Find(string key)
    {
        foreach (var pair in pairs)
        {
            if (string.Equals(pair.Key, key, StringComparison.Ordinal))
            {
                return pair.Value;
            }
        }

        return null;
    }
}
