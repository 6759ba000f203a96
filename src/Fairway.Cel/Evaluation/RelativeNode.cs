using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>The value of a call or literal, where fields or indexes hang on it.</summary>
internal sealed class RelativeNode(Node operand) : Node
{
    public override bool IsAttribute => true;

    public override int OwnCost => 1;

    public override CelValue Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        frame.Charge(OwnCost);
        return value;
    }

    public override CelValue EvaluateBare(Frame frame) => operand.Evaluate(frame);
}
