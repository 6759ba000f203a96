using System.Globalization;
using System.Text;
using System.Text.Json;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Schemas;

/// <summary>Numbers of JSON: compared exactly where they fit a decimal, else as float64.</summary>
internal static class SchemaNumber
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public static int Compare(JsonElement one, JsonElement other) =>
        one.TryGetDecimal(out var exact) && other.TryGetDecimal(out var otherExact)
            ? exact.CompareTo(otherExact)
            : one.GetDouble().CompareTo(other.GetDouble());

    public static bool IsInteger(JsonElement number) =>
        number.TryGetDecimal(out var exact) ? exact == decimal.Truncate(exact)
            : double.IsInteger(number.GetDouble());

    public static bool IsMultiple(JsonElement number, JsonElement of) =>
        number.TryGetDecimal(out var exact) && of.TryGetDecimal(out var unit) && unit != 0
            ? exact % unit == 0
            : double.IsInteger(number.GetDouble() / of.GetDouble());

    /// <summary>As Helm 4's messages have it: <c>1,234.5</c>, <c>1×10⁰⁶</c>.</summary>
    public static string Grouped(JsonElement number) => Grouped(number.GetDouble());

    public static string Grouped(double number)
    {
        var text = GoNumber.Shortest(number);
        var exponent = text.IndexOf('e', StringComparison.Ordinal);
        if (exponent < 0)
        {
            var point = text.IndexOf('.', StringComparison.Ordinal);
            var whole = point < 0 ? text : text[..point];
            return Thousands(whole) + (point < 0 ? "" : text[point..]);
        }

        var power = new StringBuilder(text[..exponent]).Append("×10");
        foreach (var digit in text[(exponent + 1)..].Where(c => c != '+'))
        {
            power.Append(digit == '-' ? '⁻' : Superscripts[digit - '0']);
        }

        return power.ToString();
    }

    /// <summary>As Helm 3's messages have it: <c>1e+06</c>.</summary>
    public static string Shortest(JsonElement number) => GoNumber.Shortest(number.GetDouble());

    private static string Thousands(string whole)
    {
        var digits = whole.TrimStart('-');
        var grouped = new StringBuilder(whole.StartsWith('-') ? "-" : "");
        for (var i = 0; i < digits.Length; i++)
        {
            if (i > 0 && (digits.Length - i) % 3 == 0)
            {
                grouped.Append(',');
            }

            grouped.Append(digits[i]);
        }

        return grouped.ToString();
    }
}
