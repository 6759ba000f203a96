using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary><c>a ? b : c</c>; only the branch that is taken is evaluated.</summary>
internal sealed class ConditionalNode(Node condition, Node truthy, Node falsy) : Node
{
    public override bool IsAttribute => true;

    public override CelValue Evaluate(Frame frame)
    {
        var decision = condition.Evaluate(frame);
        if (decision is not CelBool taken)
        {
            return decision is CelError ? decision : CelError.NoSuchOverload;
        }

        return (taken.Value ? truthy : falsy).EvaluateBare(frame);
    }
}
