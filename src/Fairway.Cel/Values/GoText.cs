using System.Globalization;

namespace Fairway.Cel.Values;

/// <summary>Booleans and numbers as Go reads them.</summary>
internal static class GoText
{
    public static bool TryBool(string text, out bool value)
    {
        value = text is "1" or "t" or "T" or "TRUE" or "true" or "True";
        return value || text is "0" or "f" or "F" or "FALSE" or "false" or "False";
    }

    public static bool TryDouble(string text, out double value)
    {
        const NumberStyles style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        switch (text.TrimStart('+', '-').ToLowerInvariant())
        {
            case "inf" or "infinity" when text.Length > 0:
                value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
                return text.Length - text.TrimStart('+', '-').Length <= 1;
            case "nan":
                value = double.NaN;
                return text.Length == 3;
            default:
                return double.TryParse(text, style, CultureInfo.InvariantCulture, out value)
                    && double.IsFinite(value);
        }
    }
}
