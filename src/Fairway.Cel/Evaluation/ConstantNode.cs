using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>A value that is known; it costs nothing.</summary>
internal sealed class ConstantNode(CelValue value) : Node
{
    public CelValue Value => value;

    public override CelValue Evaluate(Frame frame) => value;
}
