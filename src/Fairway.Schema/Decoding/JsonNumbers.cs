using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Decoding;

/// <summary>Numbers of a tree, whatever type they were put in as.</summary>
internal static class JsonNumbers
{
    public static bool TryWhole(JsonValue value, out long whole)
    {
        if (value.TryGetValue(out whole))
        {
            return true;
        }

        if (value.TryGetValue<int>(out var small))
        {
            whole = small;
            return true;
        }

        return value.GetValueKind() == JsonValueKind.Number
            && long.TryParse(
                value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole);
    }

    public static double ToDouble(JsonValue value) =>
        TryWhole(value, out var whole) ? whole
        : value.TryGetValue<double>(out var fraction) ? fraction
        : double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    /// <summary>The number as a client may have written it; its text is gone by now.</summary>
    public static string Text(JsonValue value)
    {
        if (TryWhole(value, out var whole))
        {
            return whole.ToString(CultureInfo.InvariantCulture);
        }

        var number = ToDouble(value);
        return number != Math.Floor(number) || Math.Abs(number) >= 1e21
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : number.ToString(Math.Abs(number) < long.MaxValue ? "F1" : "F0", CultureInfo.InvariantCulture);
    }
}
