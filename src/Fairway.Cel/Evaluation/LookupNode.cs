using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>A field, key or index of a value; on an optional it gives an optional.</summary>
/// <param name="operand">An attribute.</param>
/// <param name="key">The field's name, the key or the index.</param>
/// <param name="isOptional">Whether what is missing is no error but an optional without a value.</param>
internal sealed class LookupNode(Node operand, Node key, bool isOptional) : Node
{
    public override bool IsAttribute => true;

    public override int OwnCost => operand.OwnCost;

    public override CelValue Evaluate(Frame frame)
    {
        var value = EvaluateBare(frame);
        frame.Charge(OwnCost);
        return value;
    }

    public override CelValue EvaluateBare(Frame frame)
    {
        var value = operand.EvaluateBare(frame);
        if (value is CelError or CelOptional { Value: null })
        {
            return value;
        }

        var wanted = key.IsAttribute ? key.EvaluateBare(frame) : key.Evaluate(frame);
        if (wanted is CelError)
        {
            return wanted;
        }

        return value is CelOptional || isOptional
            ? TryFind(frame, value is CelOptional whole ? whole.Value! : value, wanted)
            : Find(frame, value, wanted);
    }

    private static CelValue Find(Frame frame, CelValue value, CelValue key)
    {
        frame.Charge(1);
        return value.IsContainer
            ? value.Find(key) ?? (value is CelList ? CelError.OutOfBounds(key) : CelError.NoSuchKey(key))
            : CelError.NoSuchOverload;
    }

    private static CelValue TryFind(Frame frame, CelValue value, CelValue key)
    {
        var found = value.IsContainer ? value.Find(key) : CelError.NoSuchOverload;
        switch (found)
        {
            case null:
                return CelOptional.None;
            case CelError:
                return found;
            default:
                frame.Charge(1);
                return CelOptional.Of(found);
        }
    }
}
