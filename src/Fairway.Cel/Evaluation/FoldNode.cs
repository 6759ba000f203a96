using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>A loop over a list or map. It costs what its parts cost.</summary>
/// <param name="range">What it runs over.</param>
/// <param name="slots">Where its variables are.</param>
/// <param name="steps">What it does.</param>
internal sealed class FoldNode(Node range, FoldSlots slots, FoldPlan steps) : Node
{
    public override CelValue Evaluate(Frame frame)
    {
        var elements = range.Evaluate(frame);
        frame.Locals[slots.Result] = null;
        switch (elements)
        {
            case CelError:
                return elements;
            case CelList list:
                for (var i = 0; i < list.Count; i++)
                {
                    var goesOn = slots.Second < 0
                        ? Step(frame, list[i], null)
                        : Step(frame, CelInt.Of(i), list[i]);
                    if (!goesOn)
                    {
                        break;
                    }
                }

                break;
            case CelMap map:
                foreach (var key in map.Keys)
                {
                    if (!Step(frame, key, slots.Second < 0 ? null : map.Find(key)))
                    {
                        break;
                    }
                }

                break;
            default:
                return new CelError(slots.Second < 0
                    ? $"got '{GoNames.Of(elements)}', expected iterable type"
                    : $"unsupported comprehension range type: {GoNames.Of(elements)}");
        }

        var result = steps.Result.Evaluate(frame);
        return result is GrowingList growing ? growing.Finish() : result;
    }

    private bool Step(Frame frame, CelValue first, CelValue? second)
    {
        frame.Locals[slots.First] = first;
        if (slots.Second >= 0)
        {
            frame.Locals[slots.Second] = second;
        }

        if (steps.Condition.Evaluate(frame) is CelBool { Value: false })
        {
            return false;
        }

        frame.Locals[slots.Result] = steps.Step.Evaluate(frame);
        return true;
    }
}
