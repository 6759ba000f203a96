using System.Globalization;

namespace Fairway.Cel.Values;

/// <summary>Numbers without exponent, as Go's verb <c>%f</c> prints them.</summary>
internal static class GoFixed
{
    /// <summary>The fewest digits that read back as the same number, never with an exponent.</summary>
    public static string Shortest(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal)
            ? value.ToString("0.###################################################", CultureInfo.InvariantCulture)
            : text;
    }
}
