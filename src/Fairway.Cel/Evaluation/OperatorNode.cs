using Fairway.Cel.Costs;
using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>An operator with two operands, other than equality.</summary>
/// <param name="left">First operand.</param>
/// <param name="right">Second operand.</param>
/// <param name="function">The operator's function: <c>_+_</c>.</param>
/// <param name="overload">The signature, where there is only one that fits; else empty.</param>
internal sealed class OperatorNode(Node left, Node right, string function, string overload) : Node
{
    private readonly Func<CelValue, CelValue, CelValue?> operation = function switch
    {
        "_+_" => (a, b) => a.Add(b),
        "_-_" => (a, b) => a.Subtract(b),
        "_*_" => (a, b) => a.Multiply(b),
        "_/_" => (a, b) => a.Divide(b),
        "_%_" => (a, b) => a.Modulo(b),
        "_<_" => (a, b) => Ordered(a.CompareTo(b), order => order < 0),
        "_<=_" => (a, b) => Ordered(a.CompareTo(b), order => order <= 0),
        "_>_" => (a, b) => Ordered(a.CompareTo(b), order => order > 0),
        "_>=_" => (a, b) => Ordered(a.CompareTo(b), order => order >= 0),
        _ => throw new InvalidOperationException($"{function} is no operator with two operands."),
    };

    private readonly CelError missing = new($"no such overload: {function}");

    public override CelValue Evaluate(Frame frame)
    {
        var first = left.Evaluate(frame);
        var second = right.Evaluate(frame);
        frame.Charge(RuntimeCosts.OfOperator(overload, first, second));
        return first is CelError ? first
            : second is CelError ? second
            : operation(first, second) ?? missing;
    }

    private static CelValue? Ordered(CelValue? order, Func<int, bool> test) =>
        order is CelInt known ? CelBool.Of(test((int)known.Value)) : order;
}
