using Fairway.Charts.Values;

namespace Fairway.Charts.Rendering;

/// <summary><c>.Chart</c> as Helm 3 has it: what Chart.yaml says, and whether the chart is the root.</summary>
internal sealed class ChartObject(StructObject metadata, bool isRoot) : GoObject
{
    private const string Root = "IsRoot";

    public override string TypeName => "struct { chart.Metadata; IsRoot bool }";

    /// <summary>What is empty is left out, but for whether the chart is the root.</summary>
    public override GoValue Plain
    {
        get
        {
            var plain = metadata.Plain.Map;
            plain[Root] = GoValue.Of(isRoot);
            return GoValue.Of(plain);
        }
    }

    public override IReadOnlyList<string> JsonKeys => [.. metadata.JsonKeys, Root];

    public override GoValue Printed =>
        GoValue.Of($"{{{metadata.Printed.Text} {(isRoot ? "true" : "false")}}}");

    public override GoValue? Field(string name) => name == Root ? GoValue.Of(isRoot) : metadata.Field(name);
}
