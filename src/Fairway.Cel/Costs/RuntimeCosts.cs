using Fairway.Cel.Values;

namespace Fairway.Cel.Costs;

/// <summary>
/// What calls cost when they are evaluated: the numbers of cel-go (interpreter/runtimecost.go) and of the API server
/// (pkg/cel/library/cost.go).
/// </summary>
internal static class RuntimeCosts
{
    public const double StringFactor = 0.1;
    public const double RegexFactor = 0.25;

    public static long OfEquality(CelValue left, CelValue right, bool isNegated) =>
        !isNegated && LibraryCosts.IsLibraryValue(left)
            ? 1
            : Scaled(Math.Min(SizeOf(left), SizeOf(right)), StringFactor);

    public static long OfOperator(string overload, CelValue left, CelValue right) => overload switch
    {
        "add_string" or "add_bytes" => Scaled(SizeOf(left) + SizeOf(right), StringFactor),
        "less_string" or "greater_string" or "less_equals_string" or "greater_equals_string"
            or "less_bytes" or "greater_bytes" or "less_equals_bytes" or "greater_equals_bytes" =>
            Scaled(Math.Min(SizeOf(left), SizeOf(right)), StringFactor),
        _ => 1,
    };

    public static long OfCall(string function, string overload, CelValue[] arguments, CelValue result) =>
        LibraryCosts.OfExtension(overload, arguments, result)
        ?? LibraryCosts.OfFunction(function, overload, arguments, result)
        ?? OfStandard(overload, arguments);

    /// <summary>Number of code points, bytes, elements or entries; 1 for what has no size.</summary>
    public static long SizeOf(CelValue value) => value switch
    {
        CelOptional { Value: { } inner } => SizeOf(inner),
        _ => value.Size ?? 1,
    };

    public static long Scaled(double size, double factor)
    {
        var cost = Math.Ceiling(size * factor);
        return cost >= long.MaxValue ? long.MaxValue : (long)cost;
    }

    /// <summary>Patterns cost by their length, times the text's, which counts one more.</summary>
    public static long OfPattern(long text, long pattern) =>
        Product(Scaled(1.0 + text, StringFactor), Scaled(pattern, RegexFactor));

    public static long Product(long left, long right) =>
        (Int128)left * right is var product && product > long.MaxValue ? long.MaxValue : (long)product;

    private static long OfStandard(string overload, CelValue[] arguments) => overload switch
    {
        "starts_with_string" or "ends_with_string" or "string_to_bytes" or "bytes_to_string" or "strings_quote"
            or "string_format" => Scaled(SizeOf(arguments[0]), StringFactor),
        "in_list" => SizeOf(arguments[1]),
        "matches_string" => OfPattern(SizeOf(arguments[0]), SizeOf(arguments[1])),
        "contains_string" => Product(
            Scaled(SizeOf(arguments[0]), StringFactor), Scaled(SizeOf(arguments[1]), StringFactor)),
        _ => 1,
    };
}
