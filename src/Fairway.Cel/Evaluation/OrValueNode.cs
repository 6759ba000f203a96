using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary><c>or</c> and <c>orValue</c> of an optional; the alternative is evaluated only if it is needed.</summary>
internal sealed class OrValueNode(Node optional, Node alternative, bool givesValue) : Node
{
    public override CelValue Evaluate(Frame frame) => optional.Evaluate(frame) switch
    {
        CelError fault => fault,
        CelOptional { Value: null } => alternative.Evaluate(frame),
        CelOptional found => givesValue ? found.Value : found,
        _ => CelError.NoSuchOverload,
    };
}
