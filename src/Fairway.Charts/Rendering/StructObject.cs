using Fairway.Charts.Values;

namespace Fairway.Charts.Rendering;

/// <summary>A Go struct of Helm 3 as templates see it: an unknown field is an error, and what is empty is left out of
/// JSON and YAML.</summary>
/// <param name="typeName">As <c>typeOf</c> says it.</param>
/// <param name="fields">In Go's order: the field, the key in JSON, the value, and whether it is there even if it is
/// empty.</param>
internal sealed class StructObject(
    string typeName, IReadOnlyList<(string Field, string Key, GoValue Value, bool IsKept)> fields) : GoObject
{
    public override string TypeName { get; } = typeName;

    public override string KindName => TypeName.StartsWith('*') ? "ptr" : "struct";

    public override GoValue Plain
    {
        get
        {
            var plain = new GoMap();
            foreach (var (_, key, value, isKept) in fields)
            {
                if (isKept || value.IsTrue)
                {
                    plain[key] = value;
                }
            }

            return GoValue.Of(plain);
        }
    }

    public override IReadOnlyList<string> JsonKeys =>
        [.. fields.Where(part => part.IsKept || part.Value.IsTrue).Select(part => part.Key)];

    public override GoValue Printed
    {
        get
        {
            var unlimited = new Budget(RenderLimits.Default, CancellationToken.None);
            var parts = fields.Select(part => part.Value.IsNil ? "map[]" : GoFormat.Print(part.Value, unlimited));
            return GoValue.Of($"{{{string.Join(' ', parts)}}}");
        }
    }

    public override GoValue? Field(string name)
    {
        foreach (var field in fields)
        {
            if (field.Field == name)
            {
                return field.Value;
            }
        }

        return null;
    }
}
