using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>Whether a value is one of constants; only the value costs.</summary>
internal sealed class MemberOfNode(Node operand, HashSet<CelValue> values) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        return value is CelError ? value : CelBool.Of(values.Contains(value));
    }
}
