using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>Whether a field is there: <c>has(a.b)</c>.</summary>
internal sealed class TestNode(Node operand, CelString field) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var value = operand.EvaluateBare(frame);
        if (value is CelOptional optional)
        {
            if (optional.Value is null)
            {
                return CelBool.False;
            }

            value = optional.Value;
        }

        if (value is CelError)
        {
            return value;
        }

        frame.Charge(1);
        return value.IsContainer ? value.Has(field) : CelError.NoSuchOverload;
    }
}
