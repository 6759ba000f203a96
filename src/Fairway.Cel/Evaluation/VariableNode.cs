using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>A variable of the environment.</summary>
internal sealed class VariableNode(string name) : Node
{
    private readonly CelError missing = new($"no such attribute(s): {name}");

    public override bool IsAttribute => true;

    public override int OwnCost => 1;

    public override CelValue Evaluate(Frame frame)
    {
        frame.Charge(OwnCost);
        return EvaluateBare(frame);
    }

    public override CelValue EvaluateBare(Frame frame) => frame.Find(name) ?? missing;
}
