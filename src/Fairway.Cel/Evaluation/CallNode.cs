using System.Collections.Immutable;
using Fairway.Cel.Costs;
using Fairway.Cel.Functions;
using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>A call of a function; which of its signatures is meant, the values say.</summary>
internal sealed class CallNode(
    string function, ImmutableArray<Overload> overloads, ImmutableArray<Node> arguments) : Node
{
    private readonly string overload = overloads.Length == 1 ? overloads[0].Id : "";

    public override CelValue Evaluate(Frame frame)
    {
        var values = new CelValue[arguments.Length];
        CelValue? fault = null;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(frame);
            fault ??= values[i] as CelError;
        }

        var result = fault ?? Run(values);
        frame.Charge(RuntimeCosts.OfCall(function, overload, values, result));
        return result;
    }

    private CelValue Run(CelValue[] values)
    {
        foreach (var candidate in overloads)
        {
            if (candidate.Takes(values))
            {
                return candidate.Body is { } body ? body(values) : CelError.NoSuchCall(function, values);
            }
        }

        return CelError.NoSuchCall(function, values);
    }
}
