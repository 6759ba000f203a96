using System.Globalization;

namespace Fairway.Twin.Api.Validation;

/// <summary>Sets of indexes as Jobs write them: <c>1,3-5,7</c>.</summary>
/// <param name="Total">How many there are; 0 where they cannot be read.</param>
/// <param name="Problem">Why they cannot be read, in the reference server's words.</param>
internal readonly record struct JobIndexes(long Total, string? Problem)
{
    /// <param name="text">The set.</param>
    /// <param name="completions">No index is so high.</param>
    public static JobIndexes Read(string text, long completions)
    {
        var total = 0L;
        long? last = null;
        foreach (var part in text.Length == 0 ? [] : text.Split(','))
        {
            var span = Interval.Read(part, completions);
            if (span.Problem is not null)
            {
                return new JobIndexes(0, span.Problem);
            }

            if (last >= span.First)
            {
                return new JobIndexes(0, NotIncreasing(last.Value, span.First));
            }

            total += span.Last - span.First + 1;
            last = span.Last;
        }

        return new JobIndexes(total, null);
    }

    /// <summary>The first index that is in both sets; null where none is. Parts that cannot be read do not
    /// count.</summary>
    public static long? Overlap(string one, string other, long completions)
    {
        if (one.Length == 0 || other.Length == 0)
        {
            return null;
        }

        var (left, right) = (Intervals(one, completions), Intervals(other, completions));
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            if (left[i].First <= right[j].Last && right[j].First <= left[i].Last)
            {
                return Math.Max(left[i].First, right[j].First);
            }

            _ = left[i].First <= right[j].First ? i++ : j++;
        }

        return null;
    }

    private static Interval[] Intervals(string text, long completions) =>
        [.. text.Split(',').Select(part => Interval.Read(part, completions)).Where(span => span.Problem is null)];

    private static string NotIncreasing(long before, long now) => string.Create(
        CultureInfo.InvariantCulture, $"non-increasing order, previous: {before}, current: {now}");

    private readonly record struct Interval(long First, long Last, string? Problem)
    {
        public static Interval Read(string part, long completions)
        {
            var ends = part.Split('-');
            if (ends.Length > 2)
            {
                return new(0, 0, $"the fragment \"{part}\" violates the requirement that an index interval can have at "
                    + "most two parts separated by '-'");
            }

            var (first, problem) = Index(ends[0], completions);
            if (problem is not null || ends.Length == 1)
            {
                return new(first, first, problem);
            }

            (var last, problem) = Index(ends[1], completions);
            return new(first, last, problem ?? (first >= last ? NotIncreasing(first, last) : null));
        }

        private static (long Index, string? Problem) Index(string text, long completions) =>
            !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
                ? (0, $"cannot convert string to integer for index: \"{text}\"")
                : (index, index >= completions ? $"too large index: \"{text}\"" : null);
    }
}
