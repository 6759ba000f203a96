using System.Collections.Immutable;

namespace Fairway.Kube.Pods.Objects;

/// <summary>Amounts of extended resources and huge pages, ordered by name, in whole units.</summary>
internal sealed class ExtraAmounts : IEquatable<ExtraAmounts>
{
    private readonly ImmutableArray<KeyValuePair<string, long>> entries;

    private ExtraAmounts(ImmutableArray<KeyValuePair<string, long>> entries) => this.entries = entries;

    /// <summary>Names and amounts, in order of name.</summary>
    public ImmutableArray<KeyValuePair<string, long>> Entries => entries;

    public static ExtraAmounts? Of(IEnumerable<KeyValuePair<string, long>> amounts)
    {
        var sorted = amounts.Where(a => a.Value != 0).OrderBy(a => a.Key, StringComparer.Ordinal).ToImmutableArray();
        return sorted.IsEmpty ? null : new ExtraAmounts(sorted);
    }

    /// <summary>The amount of one resource; 0 where there is none.</summary>
    public static long Of(ExtraAmounts? amounts, string name)
    {
        foreach (var entry in amounts is null ? [] : amounts.entries)
        {
            if (string.Equals(entry.Key, name, StringComparison.Ordinal))
            {
                return entry.Value;
            }
        }

        return 0;
    }

    /// <summary>Both, resource by resource, as <paramref name="combine"/> puts two amounts together.</summary>
    public static ExtraAmounts? Combine(ExtraAmounts? left, ExtraAmounts? right, Func<long, long, long> combine)
    {
        if (left is null && right is null)
        {
            return null;
        }

        var names = (left?.entries ?? []).Concat(right?.entries ?? []).Select(e => e.Key).Distinct();
        return Of(names.Select(name => KeyValuePair.Create(name, combine(Of(left, name), Of(right, name)))));
    }

    public bool Equals(ExtraAmounts? other) =>
        other is not null && entries.AsSpan().SequenceEqual(other.entries.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as ExtraAmounts);

    public override int GetHashCode() => entries.Length;

    public override string ToString() => string.Join(',', entries.Select(e => $"{e.Key}={e.Value}"));
}
