using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>A variable of a loop. What is accumulated begins when it is first read.</summary>
internal sealed class LocalNode(int slot, Func<Frame, CelValue>? start) : Node
{
    public override bool IsAttribute => true;

    public override int OwnCost => 1;

    public override CelValue Evaluate(Frame frame)
    {
        frame.Charge(OwnCost);
        return EvaluateBare(frame);
    }

    public override CelValue EvaluateBare(Frame frame) => frame.Locals[slot] ??= start!(frame);
}
