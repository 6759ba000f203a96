namespace Fairway.Cel.Costs;

/// <summary>How large the results of functions on text may be.</summary>
internal static class TextEstimates
{
    private const double Text = RuntimeCosts.StringFactor;

    public static CallEstimate Replace(CelEstimate text, CelEstimate old, CelEstimate with)
    {
        var (mostCount, mostKept) = Most(text, old, with);
        var (leastCount, leastKept) = Least(text, old, with);
        var size = new CelEstimate(leastCount, mostCount).Times(with).Plus(new CelEstimate(leastKept, mostKept));
        return new(text.Times(2 * Text), size);
    }

    public static CallEstimate Join(CelEstimate list, CelEstimate? element, CelEstimate? separator)
    {
        var size = element is { } each ? list.Times(each) : CelEstimate.Zero;
        if (separator is { } between)
        {
            var gaps = new CelEstimate(list.Min > 0 ? list.Min - 1 : 0, list.Max > 0 ? list.Max - 1 : 0);
            size = size.Plus(between.Times(gaps));
        }

        return new(size.Times(Text), size);
    }

    /// <summary>The longest result: the shortest parts replaced as often as they can be.</summary>
    private static (ulong Count, ulong Kept) Most(CelEstimate text, CelEstimate old, CelEstimate with) =>
        old.Min == 0 ? (CelEstimate.Sum(text.Max, 1), text.Max)
        : with.Max <= old.Min ? (0, text.Max)
        : (Parts(text.Max, old.Min), 0);

    /// <summary>The shortest result: the longest parts replaced as often as they can be.</summary>
    private static (ulong Count, ulong Kept) Least(CelEstimate text, CelEstimate old, CelEstimate with) =>
        old.Max == 0 ? (CelEstimate.Sum(text.Min, 1), text.Min)
        : old.Max <= with.Min ? (0, text.Min)
        : (Parts(text.Min, old.Max), 0);

    private static ulong Parts(ulong whole, ulong part)
    {
        var parts = Math.Ceiling((double)whole / part);
        return parts >= 18446744073709551615.0 ? ulong.MaxValue : (ulong)parts;
    }
}
