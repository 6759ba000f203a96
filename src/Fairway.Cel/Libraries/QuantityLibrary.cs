using Fairway.Cel.Functions;
using Fairway.Cel.Values;
using Fairway.Schema.Quantities;

namespace Fairway.Cel.Libraries;

/// <summary>Amounts of resources: <c>quantity('1.5Gi')</c>.</summary>
internal static class QuantityLibrary
{
    public static void AddTo(FunctionBodies bodies)
    {
        bodies["quantity"] = arguments =>
            Quantity.TryParse(((CelString)arguments[0]).Value, out var value, out var problem)
            ? new QuantityValue(value)
            : new CelError(problem);
        bodies["isQuantity"] = arguments => CelBool.Of(
            Quantity.TryParse(((CelString)arguments[0]).Value, out _, out _));
        bodies["sign"] = arguments => CelInt.Of(Of(arguments[0]).Sign);
        bodies["quantity_is_greater_than"] = arguments => CelBool.Of(Of(arguments[0]) > Of(arguments[1]));
        bodies["quantity_is_less_than"] = arguments => CelBool.Of(Of(arguments[0]) < Of(arguments[1]));
        bodies["quantity_compare_to"] = arguments => CelInt.Of(Of(arguments[0]).CompareTo(Of(arguments[1])));
        bodies["asApproximateFloat"] = arguments => new CelDouble(Of(arguments[0]).ApproximateValue);
        bodies["asInteger"] = arguments => Of(arguments[0]).TryWhole(out var whole)
            ? CelInt.Of(whole)
            : new CelError("cannot convert value to integer");
        bodies["isInteger"] = arguments => CelBool.Of(Of(arguments[0]).TryWhole(out _));
        bodies["add"] = arguments => new QuantityValue(Of(arguments[0]) + Of(arguments[1]));
        bodies["sub"] = arguments => new QuantityValue(Of(arguments[0]) - Of(arguments[1]));
    }

    private static Quantity Of(CelValue value) => value switch
    {
        QuantityValue quantity => quantity.Value,
        _ => Quantity.Parse(value.ToString()),
    };
}
