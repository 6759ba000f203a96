using System.Globalization;
using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>From one type to another, and what type it is.</summary>
internal static class ConversionFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("toString", "any", (in call) => GoValue.Of(GoFormat.Print(call[0], call.Budget)));
        add("int", "any", (in call) => GoValue.OfInt(GoCast.ToInteger(call[0])));
        add("int64", "any", (in call) => GoValue.Of(GoCast.ToInteger(call[0])));
        add("float64", "any", (in call) => GoValue.Of(GoCast.ToFloat(call[0])));
        add("atoi", "string", (in call) => GoValue.OfInt(
            long.TryParse(call.Text(0), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number : 0));
        add("kindOf", "any", (in call) => GoValue.Of(call[0].KindName));
        add("kindIs", "string any", (in call) => GoValue.Of(call[1].KindName == call.Text(0)));
        add("typeOf", "any", (in call) => GoValue.Of(call[0].TypeName));
        add("typeIs", "string any", (in call) => GoValue.Of(call[1].TypeName == call.Text(0)));
        add("typeIsLike", "string any", (in call) =>
            GoValue.Of(call[1].TypeName == call.Text(0) || call[1].TypeName == $"*{call.Text(0)}"));
    }
}
