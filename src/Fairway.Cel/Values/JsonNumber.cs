using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Cel.Values;

/// <summary>Numbers of a tree, whatever type they were put in as.</summary>
internal static class JsonNumber
{
    public static CelValue Read(JsonValue value)
    {
        if (value.TryGetValue<long>(out var whole))
        {
            return CelInt.Of(whole);
        }

        if (value.TryGetValue<double>(out var fraction))
        {
            return new CelDouble(fraction);
        }

        var text = value.ToJsonString();
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole)
            ? CelInt.Of(whole)
            : new CelDouble(double.Parse(text, CultureInfo.InvariantCulture));
    }
}
