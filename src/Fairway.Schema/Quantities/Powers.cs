using System.Numerics;

namespace Fairway.Schema.Quantities;

/// <summary>Arithmetic on a whole number times a power of ten.</summary>
internal static class Powers
{
    public static BigInteger Ten(int power) => power == 0 ? BigInteger.One : BigInteger.Pow(10, power);

    /// <summary>The number in units of another power of ten, rounded away from zero.</summary>
    public static BigInteger ScaleUp(BigInteger number, int scale, int wanted)
    {
        if (scale >= wanted)
        {
            return number * Ten(scale - wanted);
        }

        var whole = BigInteger.DivRem(number, Ten(wanted - scale), out var rest);
        return whole + rest.Sign;
    }

    /// <summary>Takes out every factor of the base, counting them into the power.</summary>
    public static (BigInteger Number, int Power) Strip(BigInteger number, int power, int radix)
    {
        while (!number.IsZero)
        {
            var whole = BigInteger.DivRem(number, radix, out var rest);
            if (!rest.IsZero)
            {
                return (number, power);
            }

            (number, power) = (whole, power + 1);
        }

        return (number, 0);
    }
}
