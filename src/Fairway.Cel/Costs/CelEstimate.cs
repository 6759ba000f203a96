namespace Fairway.Cel.Costs;

/// <summary>
/// The least and the most that something costs, or how large it is. What is beyond counting is
/// <see cref="ulong.MaxValue"/>, and stays it.
/// </summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The most.</param>
public readonly record struct CelEstimate(ulong Min, ulong Max)
{
    private const double TwoTo64 = 18446744073709551616.0;

    /// <summary>Anything at all.</summary>
    public static CelEstimate Unknown { get; } = new(0, ulong.MaxValue);

    internal static CelEstimate Zero => default;

    internal static CelEstimate One => Fixed(1);

    internal static CelEstimate Fixed(ulong value) => new(value, value);

    internal CelEstimate Plus(CelEstimate other) => new(Sum(Min, other.Min), Sum(Max, other.Max));

    internal CelEstimate Times(CelEstimate other) => new(Product(Min, other.Min), Product(Max, other.Max));

    /// <summary>Times a factor, rounded up.</summary>
    internal CelEstimate Times(double factor) => new(Scaled(Min, factor), Scaled(Max, factor));

    /// <summary>The range that has both in it.</summary>
    internal CelEstimate Or(CelEstimate other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    internal static ulong Sum(ulong left, ulong right) => left > ulong.MaxValue - right ? ulong.MaxValue : left + right;

    private static ulong Product(ulong left, ulong right) =>
        right != 0 && left > ulong.MaxValue / right ? ulong.MaxValue : left * right;

    private static ulong Scaled(ulong value, double factor)
    {
        var product = Math.Ceiling(value * factor);
        return product >= TwoTo64 ? ulong.MaxValue : (ulong)product;
    }
}
