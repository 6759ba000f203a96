using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Completion indexes of a Job, written as <c>0,2,4-6</c>.</summary>
internal sealed class IndexSet
{
    private readonly ImmutableSortedSet<int> indexes;

    private IndexSet(ImmutableSortedSet<int> indexes) => this.indexes = indexes;

    public static IndexSet Empty { get; } = new([]);

    public int Count => indexes.Count;

    public bool Has(int index) => indexes.Contains(index);

    public static IndexSet Of(IEnumerable<int> indexes) => new([.. indexes]);

    /// <summary>Reads the text; what is below zero, not below <paramref name="completions"/> or no number is left
    /// out.</summary>
    public static IndexSet Parse(string? text, int completions)
    {
        var found = ImmutableSortedSet.CreateBuilder<int>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var limits = part.Split('-');
            if (!int.TryParse(limits[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first))
            {
                continue;
            }

            var last = first;
            if (limits.Length > 1
                && !int.TryParse(limits[1], NumberStyles.None, CultureInfo.InvariantCulture, out last))
            {
                continue;
            }

            for (var index = first; index <= last && index < completions; index++)
            {
                found.Add(index);
            }
        }

        return new IndexSet(found.ToImmutable());
    }

    public IndexSet With(IEnumerable<int> more) => new(indexes.Union(more));

    public int CountIn(IndexSet other) => indexes.Intersect(other.indexes).Count;

    /// <summary>The first indexes below <paramref name="completions"/> that are not in the set.</summary>
    public IEnumerable<int> FirstMissing(int count, int completions)
    {
        for (var index = 0; index < completions && count > 0; index++)
        {
            if (!indexes.Contains(index))
            {
                count--;
                yield return index;
            }
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var start = 0; start < indexes.Count;)
        {
            var end = start;
            while (end + 1 < indexes.Count && indexes[end + 1] == indexes[end] + 1)
            {
                end++;
            }

            text.Append(text.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{indexes[start]}");
            if (end > start)
            {
                text.Append(end == start + 1 ? ',' : '-').Append(CultureInfo.InvariantCulture, $"{indexes[end]}");
            }

            start = end + 1;
        }

        return text.ToString();
    }
}
