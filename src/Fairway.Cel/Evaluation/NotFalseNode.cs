using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>Whether a loop goes on: anything but false, errors too.</summary>
internal sealed class NotFalseNode(Node operand) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        frame.Charge(1);
        return value is CelBool ? value : CelBool.True;
    }
}
