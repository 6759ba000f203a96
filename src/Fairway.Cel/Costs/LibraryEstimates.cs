using Fairway.Cel.Libraries;
using Fairway.Cel.Schemas;
using Fairway.Cel.Syntax;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Costs;

/// <summary>What calls of libraries may cost.</summary>
internal sealed class LibraryEstimates(CelDeclaration? root)
{
    private const double Text = RuntimeCosts.StringFactor;
    private const int LongestPattern = 128;
    private const int LongestFormat = 64;

    // An address has four bytes or sixteen.
    private static readonly CelEstimate Address = new(4, 16);

    /// <summary>By signature, of the extensions that are Google's; null for others.</summary>
    public CallEstimate? OfExtension(CallShape call)
    {
        var arguments = call.Arguments;
        return (call.Overload, call.Target) switch
        {
            ("list_sets_contains_list" or "list_sets_intersects_list", _) => Sets(call, 1),
            ("list_sets_equivalent_list", _) => Sets(call, 2),
            ("list_slice", { } target) => List(
                1, CelEstimate.Fixed(unchecked(Whole(arguments[1], Size(target).Max) - Whole(arguments[0], 0)))),
            ("lists_range", _) => List(1, CelEstimate.Fixed(Whole(arguments[0], ulong.MaxValue))),
            ("list_reverse", { } target) => List(1, Size(target)),
            ("list_flatten", { } target) => List(1, Size(target)),
            ("list_flatten_int", { } target) => List(Whole(arguments[0], ulong.MaxValue), Size(target)),
            ("list_distinct", { } target) => Squared(2, Size(target)),
            (var sort, { } target) when sort.EndsWith("_sort", StringComparison.Ordinal) =>
                Squared(FactorOf(sort), Size(target)),
            (var sort, not null) when sort.EndsWith("_sortByAssociatedKeys", StringComparison.Ordinal) =>
                Squared(FactorOf(sort), Size(arguments[0])),
            _ => null,
        };
    }

    /// <summary>By function, of the libraries that are the API server's; null for others.</summary>
    public CallEstimate? OfFunction(CallShape call)
    {
        var arguments = call.Arguments;
        switch (call.Function, call.Target, arguments.Length)
        {
            case ("check", _, _):
                return new(CelEstimate.Fixed(350_000));
            case ("fieldSelector" or "labelSelector", _, 1):
                var length = Size(arguments[0]);
                return new(CelEstimate.Fixed(10).Plus(length.Times(Text)).Plus(length.Times(0.5).Times(50.0)));
            case ("isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf", { } target, _):
                return OfElements(target);
            case ("url" or "jsonpatch.escapeKey", _, 1):
                return new(Size(arguments[0]).Times(Text), Size(arguments[0]));
            case ("lowerAscii" or "upperAscii" or "substring" or "trim", { } target, _):
                return new(Size(target).Times(Text), Size(target));
            case ("replace", { } target, >= 2):
                return TextEstimates.Replace(Size(target), Size(arguments[0]), Size(arguments[1]));
            case ("split", { } target, _):
                var parts = arguments.Length > 1 && arguments[1].Node is Expr.Literal { Value: CelInt most }
                    ? unchecked((ulong)most.Value)
                    : Size(target).Max;
                return new(Size(target).Times(2 * Text), new CelEstimate(0, parts));
            case ("join", { } target, _):
                return TextEstimates.Join(
                    Size(target), ElementSize(target), arguments.IsEmpty ? null : Size(arguments[0]));
            case ("find" or "findAll", { } target, >= 1):
                return new(
                    Size(target).Plus(CelEstimate.One).Times(Text)
                        .Times(Size(arguments[0]).Times(RuntimeCosts.RegexFactor)),
                    new CelEstimate(0, Size(target).Max));
            default:
                return OfValue(call);
        }
    }

    private static ulong Whole(Sized value, ulong otherwise) =>
        value.Node is Expr.Literal { Value: CelInt { Value: >= 0 } whole } ? (ulong)whole.Value
        : value.Node is Expr.Literal { Value: CelInt } ? 0
        : otherwise;

    private static double FactorOf(string overload) =>
        overload.StartsWith("list_string_", StringComparison.Ordinal)
        || overload.StartsWith("list_bytes_", StringComparison.Ordinal) ? 2 + Text : 2;

    private static CallEstimate List(double factor, CelEstimate size) =>
        new(size.Times(factor).Plus(CelEstimate.Fixed(11)), size);

    private static CallEstimate Squared(double factor, CelEstimate size) => List(factor, size.Times(size));

    private CallEstimate Sets(CallShape call, double factor) => new(
        Size(call.Arguments[0]).Times(Size(call.Arguments[1])).Times(factor).Plus(CelEstimate.One));

    private CelEstimate Size(Sized value) =>
        value.Size ?? SizeHints.Find(root, value.Path.AsSpan()) ?? CelEstimate.Unknown;

    /// <summary>The size of a list's elements; null for what is no list.</summary>
    private CelEstimate? ElementSize(Sized list) => list.Type.Parameters.IsEmpty
        ? null
        : SizeHints.Find(root, list.Path.IsEmpty ? [] : [.. list.Path, "@items"]) ?? CelEstimate.Unknown;

    private CallEstimate OfElements(Sized target)
    {
        if (target.Type.Parameters.IsEmpty)
        {
            return new(Size(target).Times(Text));
        }

        var each = CelEstimate.One;
        if (target.Type.Parameters[0].Kind is CelTypeKind.String or CelTypeKind.Bytes)
        {
            each = each.Plus(ElementSize(target)!.Value.Times(Text));
        }

        return new(Size(target).Times(each));
    }

    /// <summary>Functions that make or ask values of the API server's own types.</summary>
    private CallEstimate? OfValue(CallShape call)
    {
        var arguments = call.Arguments;
        switch (call.Function)
        {
            case "ip" when call.Overload == "cidr_ip":
                return new(CelEstimate.One);
            case "cidr" or "isIP" or "isCIDR" or "ip" or "quantity" or "isQuantity" or "semver" or "isSemver"
                when arguments.Length >= 1:
                return new(Size(arguments[0]).Times(Text));
            case "ip.isCanonical" when arguments.Length >= 1:
                return new(Size(arguments[0]).Times(2 * Text));
            case "containsIP" or "containsCIDR" when arguments.Length >= 1:
                return OfContainment(call);
            case "validate" when arguments.Length >= 1:
                return new(Size(arguments[0]).Times(Text).Times(LongestPattern * RuntimeCosts.RegexFactor));
            case Operators.Equal when arguments.Length == 2 && arguments[0].Type.Equals(arguments[1].Type):
                return OfEquality(arguments[0].Type, arguments[1]);
            default:
                return null;
        }
    }

    private CallEstimate OfContainment(CallShape call)
    {
        var cost = Address.Plus(Address).Times(Text);
        if (call.Function == "containsCIDR")
        {
            cost = cost.Plus(Address.Times(Text)).Plus(CelEstimate.One);
        }

        return new(call.Overload is "cidr_contains_ip_string" or "cidr_contains_cidr_string"
            ? cost.Plus(Size(call.Arguments[0]).Times(Text))
            : cost);
    }

    private static CallEstimate? OfEquality(CelType type, Sized right) =>
        type.Equals(KubernetesTypes.Format) ? new(new CelEstimate(1, LongestFormat).Times(Text))
        : type.Equals(KubernetesTypes.Url) ? new(new CelEstimate(1, right.Size?.Max ?? 1).Times(Text))
        : KubernetesTypes.IsOwn(type) ? new(CelEstimate.One)
        : null;
}
