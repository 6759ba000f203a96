using System.Collections.Immutable;
using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>A list literal.</summary>
internal sealed class ListNode(ImmutableArray<Node> elements, ImmutableArray<bool> optional) : Node
{
    private const int Cost = 10;

    public override CelValue Evaluate(Frame frame)
    {
        var values = new List<CelValue>(elements.Length);
        for (var i = 0; i < elements.Length; i++)
        {
            var value = elements[i].Evaluate(frame);
            if (value is not CelError && optional[i])
            {
                if (value is not CelOptional maybe)
                {
                    return new CelError($"cannot initialize optional list element from non-optional value {value}");
                }

                if (maybe.Value is null)
                {
                    continue;
                }

                value = maybe.Value;
            }

            if (value is CelError)
            {
                frame.Charge(Cost);
                return value;
            }

            values.Add(value);
        }

        frame.Charge(Cost);
        return CelList.Of([.. values]);
    }
}
