using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>
/// <c>&amp;&amp;</c> and <c>||</c>: one side alone decides where it can, even if the other is an error.
/// </summary>
/// <param name="left">First side; the other is looked at only if this one does not decide.</param>
/// <param name="right">Second side.</param>
/// <param name="deciding">The value that decides.</param>
internal sealed class LogicNode(Node left, Node right, bool deciding) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var first = left.Evaluate(frame);
        if (first is CelBool one && one.Value == deciding)
        {
            return one;
        }

        var second = right.Evaluate(frame);
        if (second is CelBool two && two.Value == deciding)
        {
            return two;
        }

        return (CelValue?)Fault(first) ?? (CelValue?)Fault(second) ?? CelBool.Of(!deciding);
    }

    private static CelError? Fault(CelValue value) => value switch
    {
        CelBool => null,
        CelError fault => fault,
        _ => CelError.NoSuchOverload,
    };
}
