using Fairway.Cel.Costs;
using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary><c>==</c> and <c>!=</c>.</summary>
internal sealed class EqualNode(Node left, Node right, bool isNegated) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var first = left.Evaluate(frame);
        var second = right.Evaluate(frame);
        frame.Charge(RuntimeCosts.OfEquality(first, second, isNegated));
        if (first is CelError || second is CelError)
        {
            return first is CelError ? first : second;
        }

        var equal = first is CelNull || second is CelNull
            ? CelBool.Of(first is CelNull && second is CelNull)
            : first.EqualTo(second);
        return isNegated ? CelBool.Of(equal is not CelBool { Value: true }) : equal;
    }
}
