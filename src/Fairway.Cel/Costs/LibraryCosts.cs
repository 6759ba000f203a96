using Fairway.Cel.Libraries;
using Fairway.Cel.Values;

namespace Fairway.Cel.Costs;

/// <summary>What calls of libraries cost when they are evaluated.</summary>
internal static class LibraryCosts
{
    private const long Check = 350_000;
    private const long ListBase = 10;
    private const long CallBase = 1;

    /// <summary>Equality of these takes one step, whatever is in them.</summary>
    public static bool IsLibraryValue(CelValue value) => value is LibraryValue;

    /// <summary>Cost by signature, of the extensions that are Google's; null for others.</summary>
    public static long? OfExtension(string overload, CelValue[] arguments, CelValue result) => overload switch
    {
        "list_sets_contains_list" or "list_sets_intersects_list" => Sets(arguments, 1),
        "list_sets_equivalent_list" => Sets(arguments, 2),
        "list_slice" or "lists_range" or "list_reverse" => List(1, RuntimeCosts.SizeOf(result)),
        "list_flatten" => List(1, RuntimeCosts.SizeOf(arguments[0])),
        "list_flatten_int" => List(
            arguments[1] is CelInt depth ? Math.Max(0, depth.Value) : 1, RuntimeCosts.SizeOf(arguments[0])),
        "list_distinct" => SelfCompared(arguments[0]),
        _ when overload.EndsWith("_sort", StringComparison.Ordinal) => SelfCompared(arguments[0]),
        _ when overload.EndsWith("_sortByAssociatedKeys", StringComparison.Ordinal) => SelfCompared(arguments[1]),
        _ => null,
    };

    /// <summary>Cost by function, of the libraries that are the API server's; null for others.</summary>
    public static long? OfFunction(string function, string overload, CelValue[] arguments, CelValue result)
    {
        switch (function)
        {
            case "check":
                return Check;
            case "fieldSelector" or "labelSelector" when arguments.Length >= 2:
                return Selector(Size(arguments[1]));
            case "isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf":
                return arguments.Length > 0 ? Traversal(arguments[0]) : 0;
            case "url" or "lowerAscii" or "upperAscii" or "substring" or "trim" or "jsonpatch.escapeKey" or "cidr"
                or "isIP" or "isCIDR" or "quantity" or "isQuantity" or "semver" or "isSemver":
                return Text(arguments[0]);
            case "ip":
                return overload == "cidr_ip" ? 1 : Text(arguments[0]);
            case "replace" or "split" or "ip.isCanonical":
                return Text(arguments[0], 2);
            case "join":
                return Text(result, 2);
            case "find" or "findAll" when arguments.Length >= 2:
                return RuntimeCosts.OfPattern(Size(arguments[0]), Size(arguments[1]));
            case "containsIP" or "containsCIDR" when arguments.Length >= 2:
                return Containment(function, overload, arguments);
            case "validate" when arguments is [FormatValue format, _]:
                return RuntimeCosts.OfPattern(Size(arguments[1]), format.PatternSize);
            default:
                return null;
        }
    }

    private static long Containment(string function, string overload, CelValue[] arguments)
    {
        var net = Size(arguments[0]);
        var cost = RuntimeCosts.Scaled(2 * net, RuntimeCosts.StringFactor);
        if (function == "containsCIDR")
        {
            cost += RuntimeCosts.Scaled(net, RuntimeCosts.StringFactor) + 1;
        }

        return overload is "cidr_contains_ip_string" or "cidr_contains_cidr_string"
            ? cost + Text(arguments[1])
            : cost;
    }

    private static long Size(CelValue value) => value.Size ?? 1;

    private static long Text(CelValue value, int times = 1) =>
        RuntimeCosts.Scaled(Size(value), times * RuntimeCosts.StringFactor);

    /// <summary>A selector's text, and a requirement for every two characters of it.</summary>
    private static long Selector(long length) =>
        ListBase + RuntimeCosts.Scaled(length, RuntimeCosts.StringFactor)
        + RuntimeCosts.Scaled(RuntimeCosts.Scaled(length, 0.5), 50);

    private static long Sets(CelValue[] arguments, long factor) => CallBase + RuntimeCosts.Product(
        factor,
        RuntimeCosts.Product(RuntimeCosts.SizeOf(arguments[0]), RuntimeCosts.SizeOf(arguments[1])));

    private static long List(double factor, double size)
    {
        var cost = size * factor >= long.MaxValue ? long.MaxValue : (long)(size * factor);
        return cost > long.MaxValue - ListBase - CallBase ? long.MaxValue : cost + ListBase + CallBase;
    }

    private static long SelfCompared(CelValue value)
    {
        var size = (double)RuntimeCosts.SizeOf(value);
        var isText = value is CelList { Count: > 0 } list && list[0] is CelString or CelBytes;
        return List(isText ? 2 + RuntimeCosts.StringFactor : 2, size * size);
    }

    private static long Traversal(CelValue value) => value switch
    {
        CelString text => (long)(System.Text.Encoding.UTF8.GetByteCount(text.Value) * RuntimeCosts.StringFactor),
        CelBytes bytes => (long)(bytes.Value.Length * RuntimeCosts.StringFactor),
        CelList list => Enumerable.Range(0, list.Count).Sum(i => Traversal(list[i])),
        CelMap map => map.Keys.Sum(key => Traversal(key) + Traversal(map.Find(key)!)),
        _ => 1,
    };
}
