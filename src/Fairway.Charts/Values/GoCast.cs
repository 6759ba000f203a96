using System.Globalization;

namespace Fairway.Charts.Values;

/// <summary>Conversions that never fail: what cannot be converted is zero, as Sprig's are.</summary>
internal static class GoCast
{
    public static long ToInteger(GoValue value) => value.Kind switch
    {
        GoKind.Bool => value.Bool ? 1 : 0,
        GoKind.Int or GoKind.Int64 or GoKind.UInt8 or GoKind.UInt64 => value.Integer,
        GoKind.Float => FromFloat(value.Float),
        GoKind.String => ParseInteger(value.Text),
        _ => 0,
    };

    public static double ToFloat(GoValue value) => value.Kind switch
    {
        GoKind.Bool => value.Bool ? 1 : 0,
        GoKind.Int or GoKind.Int64 or GoKind.UInt8 or GoKind.UInt64 => value.Integer,
        GoKind.Float => value.Float,
        GoKind.String => ParseFloat(value.Text),
        _ => 0,
    };

    /// <summary>As the processor does: what does not fit is the least integer.</summary>
    private static long FromFloat(double value) =>
        value is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)value : long.MinValue;

    private static double ParseFloat(string text) =>
        double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var value) ? value : 0;

    /// <summary>With a prefix for its base; a fraction of zeros is dropped.</summary>
    private static long ParseInteger(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point > 0 && text.AsSpan(point + 1).IndexOfAnyExcept('0') < 0 ? text[..point] : text;
        var constant = whole.Length > 0 && whole.AsSpan().IndexOfAny(".") < 0
            ? Templates.Parsing.GoNumberConstant.Read(whole)
            : null;
        return constant is { IsWrittenAsFloat: false, Integer: { } value } ? value : 0;
    }
}
