using System.Collections.Immutable;
using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>A map literal.</summary>
internal sealed class MapNode(ImmutableArray<(Node Key, Node Value, bool IsOptional)> entries) : Node
{
    private const int Cost = 30;

    public override CelValue Evaluate(Frame frame)
    {
        frame.Charge(Cost);
        var map = new TableMap();
        foreach (var (keyNode, valueNode, isOptional) in entries)
        {
            var key = keyNode.Evaluate(frame);
            if (key is CelError)
            {
                return key;
            }

            var value = valueNode.Evaluate(frame);
            if (value is CelError)
            {
                return value;
            }

            if (isOptional)
            {
                if (value is not CelOptional maybe)
                {
                    return new CelError($"cannot initialize optional entry '{key}' from non-optional value {value}");
                }

                if (maybe.Value is null)
                {
                    continue;
                }

                value = maybe.Value;
            }

            map.Set(key, value);
        }

        return map;
    }
}
