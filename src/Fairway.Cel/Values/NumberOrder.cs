namespace Fairway.Cel.Values;

/// <summary>The order of numbers of different types: by value, without rounding.</summary>
internal static class NumberOrder
{
    private const double TwoTo63 = 9223372036854775808.0;
    private const double TwoTo64 = 18446744073709551616.0;

    public static CelValue Compare(CelValue left, CelValue right)
    {
        if (left is CelDouble { Value: double.NaN })
        {
            return CelError.NotANumber;
        }

        return right switch
        {
            CelDouble { Value: double.NaN } => CelError.NotANumber,
            CelDouble or CelInt or CelUint => CelInt.Of(Order(left, right)),
            _ => CelError.NoSuchOverload,
        };
    }

    public static bool AreEqual(CelValue left, CelValue right) =>
        right is CelInt or CelUint or CelDouble
        && left is not CelDouble { Value: double.NaN }
        && right is not CelDouble { Value: double.NaN }
        && Order(left, right) == 0;

    private static int Order(CelValue left, CelValue right) => (left, right) switch
    {
        (CelInt a, CelInt b) => a.Value.CompareTo(b.Value),
        (CelUint a, CelUint b) => a.Value.CompareTo(b.Value),
        (CelDouble a, CelDouble b) => a.Value < b.Value ? -1 : a.Value > b.Value ? 1 : 0,
        (CelInt a, CelUint b) => ((Int128)a.Value).CompareTo(b.Value),
        (CelUint a, CelInt b) => ((Int128)a.Value).CompareTo(b.Value),
        (CelInt a, CelDouble b) => -Order(b.Value, a.Value),
        (CelUint a, CelDouble b) => -Order(b.Value, a.Value),
        (CelDouble a, CelInt b) => Order(a.Value, b.Value),
        (CelDouble a, CelUint b) => Order(a.Value, b.Value),
        _ => throw new InvalidOperationException("Only numbers are compared here."),
    };

    private static int Order(double left, Int128 right)
    {
        if (left < -TwoTo63)
        {
            return -1;
        }

        if (left >= TwoTo64)
        {
            return 1;
        }

        var whole = (Int128)Math.Truncate(left);
        var fraction = left - Math.Truncate(left);
        return whole != right ? whole.CompareTo(right) : Math.Sign(fraction);
    }
}
