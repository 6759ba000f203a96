using System.Globalization;
using System.Numerics;

namespace Fairway.Kube.Pods.Hashing;

/// <summary>How a parsed quantity looks inside: digits, a power of ten, and the text it came from.</summary>
internal static class GoQuantity
{
    private const string Decimal = "DecimalSI";

    /// <param name="text">As stored, <c>100m</c> or <c>1Gi</c>; null for the zero value.</param>
    public static string Dump(string? text)
    {
        if (text is null or "0")
        {
            return Dump(0, 0, text ?? "", "");
        }

        var digits = text.AsSpan().TrimEnd("mkMGTPEKiun");
        var (format, scale, shift) = Suffix(text[digits.Length..]);
        var point = digits.IndexOf('.');
        var fraction = point < 0 ? 0 : digits.Length - point - 1;
        var whole = digits.ToString().Replace(".", "", StringComparison.Ordinal);
        return BigInteger.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? Dump(value << shift, scale - fraction, text, format)
            : Dump(0, 0, text, "DecimalExponent");
    }

    private static string Dump(BigInteger value, int scale, string text, string format) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{i:(resource.int64Amount){{value:(int64){value} scale:(resource.Scale){scale}}} "
        + $"d:(resource.infDecAmount){{Dec:(*inf.Dec)<nil>}} s:(string){text} Format:(resource.Format){format}}}");

    private static (string Format, int Scale, int Shift) Suffix(string suffix) => suffix switch
    {
        "n" => (Decimal, -9, 0),
        "u" => (Decimal, -6, 0),
        "m" => (Decimal, -3, 0),
        "k" => (Decimal, 3, 0),
        "M" => (Decimal, 6, 0),
        "G" => (Decimal, 9, 0),
        "T" => (Decimal, 12, 0),
        "P" => (Decimal, 15, 0),
        "E" => (Decimal, 18, 0),
        "Ki" => ("BinarySI", 0, 10),
        "Mi" => ("BinarySI", 0, 20),
        "Gi" => ("BinarySI", 0, 30),
        "Ti" => ("BinarySI", 0, 40),
        "Pi" => ("BinarySI", 0, 50),
        "Ei" => ("BinarySI", 0, 60),
        _ => (Decimal, 0, 0),
    };
}
