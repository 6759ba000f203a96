namespace Fairway.Cel.Values;

/// <summary>The order of numbers of different types. Whole numbers are rounded where the other is a double.</summary>
internal static class NumberOrder
{
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
        (CelDouble a, CelDouble b) => Order(a.Value, b.Value),
        (CelInt a, CelUint b) => ((Int128)a.Value).CompareTo(b.Value),
        (CelUint a, CelInt b) => ((Int128)a.Value).CompareTo(b.Value),
        (CelInt a, CelDouble b) => Order(a.Value, b.Value),
        (CelUint a, CelDouble b) => Order(a.Value, b.Value),
        (CelDouble a, CelInt b) => Order(a.Value, b.Value),
        (CelDouble a, CelUint b) => Order(a.Value, b.Value),
        _ => throw new InvalidOperationException("Only numbers are compared here."),
    };

    private static int Order(double left, double right) => left < right ? -1 : left > right ? 1 : 0;
}
