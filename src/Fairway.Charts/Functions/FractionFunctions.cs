using System.Globalization;
using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's arithmetic with fractions: in decimals, so that 0.1 and 0.2 are 0.3.</summary>
internal static class FractionFunctions
{
    // What a quotient is rounded to in the library that Sprig uses.
    private const int DigitsOfQuotients = 16;

    public static void Define(FunctionTable.Add add)
    {
        add("addf", "...any", (in call) => Fold(0, call.All, (a, b) => a + b, (a, b) => a + b));
        add("add1f", "any", (in call) =>
            Fold(GoCast.ToFloat(call[0]), [GoValue.Of(1L)], (a, b) => a + b, (a, b) => a + b));
        add("subf", "any ...any", (in call) =>
            Fold(GoCast.ToFloat(call[0]), call.From(1), (a, b) => a - b, (a, b) => a - b));
        add("mulf", "any ...any", (in call) =>
            Fold(GoCast.ToFloat(call[0]), call.From(1), (a, b) => a * b, (a, b) => a * b));
        add("divf", "any ...any", (in call) =>
            Fold(GoCast.ToFloat(call[0]), call.From(1), Quotient, (a, b) => a / b));
        add("maxf", "any ...any", (in call) => GoValue.Of(Extreme(call, Math.Max)));
        add("minf", "any ...any", (in call) => GoValue.Of(Extreme(call, Math.Min)));
        add("round", "any int ...float", (in call) => GoValue.Of(Rounded(call)));
        add("toDecimal", "any", (in call) => GoValue.Of(Octal(GoFormat.Print(call[0], call.Budget))));
        add("seq", "...int", (in call) => call.Made(Sequence(call)));
    }

    /// <summary>In decimals while they are exact; numbers too large or too small for them are computed as
    /// floats.</summary>
    private static GoValue Fold(
        double seed,
        ReadOnlySpan<GoValue> values,
        Func<decimal, decimal, decimal> exactly,
        Func<double, double, double> nearly)
    {
        var folded = seed;
        var exact = Decimal(seed);
        foreach (var value in values)
        {
            var number = GoCast.ToFloat(value);
            var next = Decimal(number);
            try
            {
                exact = exact is { } a && next is { } b ? exactly(a, b) : null;
            }
            catch (OverflowException)
            {
                exact = null;
            }

            folded = exact is { } known ? (double)known : nearly(folded, number);
        }

        return GoValue.Of(folded);
    }

    private static decimal? Decimal(double value) =>
        (value == 0 || Math.Abs(value) > 1e-12)
        && decimal.TryParse(
            value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture,
            out var exact)
            ? exact : null;

    private static decimal Quotient(decimal a, decimal b) =>
        b == 0
            ? throw new GoError("decimal division by 0")
            : decimal.Round(a / b, DigitsOfQuotients, MidpointRounding.AwayFromZero);

    private static double Extreme(in FunctionCall call, Func<double, double, double> choose)
    {
        var chosen = GoCast.ToFloat(call[0]);
        foreach (var value in call.From(1))
        {
            chosen = choose(chosen, GoCast.ToFloat(value));
        }

        return chosen;
    }

    /// <summary>Up from the fraction that is given, else from a half; towards minus infinity below it.</summary>
    private static double Rounded(in FunctionCall call)
    {
        var from = call.Count > 2 ? call[2].Float : 0.5;
        var power = Math.Pow(10, call.Integer(1));
        var digits = power * GoCast.ToFloat(call[0]);
        var fraction = digits - Math.Truncate(digits);
        return (fraction >= from ? Math.Ceiling(digits) : Math.Floor(digits)) / power;
    }

    private static long Octal(string text)
    {
        var digits = text.AsSpan().TrimStart("+-");
        if (digits.Length == 0 || text.Length - digits.Length > 1 || digits.ContainsAnyExceptInRange('0', '7'))
        {
            return 0;
        }

        Int128 value = 0;
        foreach (var digit in digits)
        {
            value = (value * 8) + (digit - '0');
            if (value > long.MaxValue)
            {
                return 0;
            }
        }

        return (long)(text[0] == '-' ? -value : value);
    }

    /// <summary>As the command of that name prints: one number is the end, two are start and end, three have the step
    /// between.</summary>
    private static string Sequence(in FunctionCall call)
    {
        if (call.Count is 0 or > 3)
        {
            return "";
        }

        var (start, end) = (call.Count == 1 ? 1 : call.Integer(0), call.Integer(call.Count - 1));
        var direction = end < start ? -1 : 1;
        var step = call.Count == 3 ? call.Integer(1) : direction;
        if (step == 0 || (call.Count == 3 && direction < 0 && step > 0))
        {
            return "";
        }

        var numbers = new List<string>();
        for (var i = start; direction < 0 ? i >= end && step < 0 : i <= end && step > 0; i += step)
        {
            call.Budget.Step();
            numbers.Add(i.ToString(CultureInfo.InvariantCulture));
        }

        return string.Join(' ', numbers);
    }
}
