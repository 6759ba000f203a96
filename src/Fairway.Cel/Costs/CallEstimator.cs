using Fairway.Cel.Syntax;

namespace Fairway.Cel.Costs;

/// <summary>What calls may cost: Google's extensions first, the API server's libraries, then the language.</summary>
internal sealed class CallEstimator(SizeBook sizes, LibraryEstimates libraries)
{
    private const double Text = RuntimeCosts.StringFactor;

    public CallEstimate Estimate(Expr node, CallShape call)
    {
        var known = libraries.OfExtension(call) ?? libraries.OfFunction(call) ?? OfLength(call);
        return known is { } estimate
            ? estimate with { Cost = estimate.Cost.Plus(call.ArgumentCost) }
            : OfOperator(node, call) ?? new CallEstimate(CelEstimate.One.Plus(call.ArgumentCost));
    }

    private static CelEstimate Size(Sized value) => SizeBook.SizeOrUnknown(value);

    /// <summary>Functions whose cost grows with one argument, or with two.</summary>
    private static CallEstimate? OfLength(CallShape call)
    {
        var arguments = call.Arguments;
        return (call.Overload, call.Target, arguments.Length) switch
        {
            ("string_format", { } target, _) => new(Size(target).Times(Text)),
            ("string_to_bytes", _, 1) => new(
                Size(arguments[0]).Times(Text), Size(arguments[0]) is var s ? new(s.Min, unchecked(s.Max * 4)) : null),
            ("bytes_to_string", _, 1) => new(
                Size(arguments[0]).Times(Text), Size(arguments[0]) is var s ? new(s.Min / 4, s.Max) : null),
            ("strings_quote", _, 1) => new(
                Size(arguments[0]).Times(Text),
                Size(arguments[0]) is var s ? new(unchecked(s.Min + 2), unchecked((s.Max * 2) + 2)) : null),
            ("starts_with_string" or "ends_with_string", _, 1) => new(Size(arguments[0]).Times(Text)),
            ("in_list", _, 2) => new(Size(arguments[1]).Times(1.0)),
            ("matches_string", { } target, 1) => new(
                Size(target).Plus(CelEstimate.One).Times(Text)
                    .Times(Size(arguments[0]).Times(RuntimeCosts.RegexFactor))),
            ("contains_string", { } target, 1) => new(Size(target).Times(Text).Times(Size(arguments[0]).Times(Text))),
            _ => null,
        };
    }

    private CallEstimate? OfOperator(Expr node, CallShape call)
    {
        switch (call.Overload)
        {
            case "logical_or" or "logical_and":
                return new(new CelEstimate(call.Costs[0].Min, call.Costs[0].Plus(call.Costs[1]).Max));
            case "conditional":
                return OfConditional(node, call);
            case "add_string" or "add_bytes" or "add_list":
                return OfSum(node, call);
            case "equals" or "not_equals":
            case var order when order.EndsWith("_string", StringComparison.Ordinal) && IsOrder(call.Function):
            case var bytes when bytes.EndsWith("_bytes", StringComparison.Ordinal) && IsOrder(call.Function):
                var most = Math.Min(Size(call.Arguments[0]).Max, Size(call.Arguments[1]).Max);
                return new(new CelEstimate(most > 0 ? 1UL : 0, most).Times(Text).Plus(call.ArgumentCost));
            default:
                return null;
        }
    }

    private static bool IsOrder(string function) => function is "_<_" or "_<=_" or "_>_" or "_>=_";

    private CallEstimate OfConditional(Expr node, CallShape call)
    {
        sizes.SetEntries(
            node, EntrySize.Either(sizes.Entries(call.Arguments[1].Node), sizes.Entries(call.Arguments[2].Node)));
        return new(
            call.Costs[0].Plus(call.Costs[1].Or(call.Costs[2])),
            Size(call.Arguments[1]).Or(Size(call.Arguments[2])));
    }

    private CallEstimate OfSum(Expr node, CallShape call)
    {
        var size = Size(call.Arguments[0]).Plus(Size(call.Arguments[1]));
        sizes.SetEntries(
            node, EntrySize.Either(sizes.Entries(call.Arguments[0].Node), sizes.Entries(call.Arguments[1].Node)));
        var own = call.Overload == "add_list" ? CelEstimate.One : size.Times(Text);
        return new(own.Plus(call.ArgumentCost), size);
    }
}
