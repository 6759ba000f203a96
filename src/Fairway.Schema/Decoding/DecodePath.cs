using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Decoding;

/// <summary>
/// The way from the root to the place at hand. Messages about unknown fields show all of it; those about types show the
/// fields only, without keys and indexes, after the name of the innermost type, as the API server's parser does.
/// </summary>
internal sealed class DecodePath
{
    private readonly List<Step> steps = new(16);
    private string typeLabel = "";

    private enum StepKind
    {
        Field,
        Key,
        Index,
    }

    public string EnterType(string label)
    {
        var outer = typeLabel;
        typeLabel = label;
        return outer;
    }

    public void LeaveType(string outer) => typeLabel = outer;

    public void PushField(string name) => steps.Add(new Step(StepKind.Field, name, 0));

    public void PushKey(string name) => steps.Add(new Step(StepKind.Key, name, 0));

    public void PushIndex(int index) => steps.Add(new Step(StepKind.Index, "", index));

    public void Pop() => steps.RemoveAt(steps.Count - 1);

    public SchemaMismatchException Mismatch(JsonNode value, string label) =>
        Mismatch(NameOf(value.GetValueKind()), label);

    public SchemaMismatchException Mismatch(string what, string label)
    {
        var fields = string.Join('.', steps.Where(step => step.Kind == StepKind.Field).Select(step => step.Name));
        var owner = typeLabel[(typeLabel.LastIndexOf('.') + 1)..];
        var place = $"{owner}.{fields} of type {label}";
        return new SchemaMismatchException($"json: cannot unmarshal {what} into Go struct field {place}");
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var step in steps)
        {
            if (step.Kind == StepKind.Index)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
            }
            else
            {
                text.Append(text.Length == 0 ? "" : ".").Append(step.Name);
            }
        }

        return text.ToString();
    }

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "array",
        _ => "object",
    };

    private readonly record struct Step(StepKind Kind, string Name, int Index);
}
