using System.Collections.Immutable;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>An object literal: <c>Object{spec: ...}</c>.</summary>
internal sealed class ObjectNode(
    CelType type, ImmutableArray<(CelString Name, Node Value, bool IsOptional)> members) : Node
{
    private const int Cost = 40;

    public override CelValue Evaluate(Frame frame)
    {
        frame.Charge(Cost);
        var fields = new TableMap();
        foreach (var (name, node, isOptional) in members)
        {
            var value = node.Evaluate(frame);
            if (value is CelError)
            {
                return value;
            }

            if (isOptional)
            {
                if (value is not CelOptional maybe)
                {
                    return new CelError($"cannot initialize optional entry '{name}' from non-optional value {value}");
                }

                if (maybe.Value is null)
                {
                    continue;
                }

                value = maybe.Value;
            }

            fields.Set(name, value);
        }

        return new CelObject(type, fields);
    }
}
