using System.Text.Json.Nodes;
using Fairway.Charts.Values;

namespace Fairway.Charts.Rendering;

/// <summary><c>.Chart</c> as Helm 3 has it: a struct, where an unknown field is an error. Helm 4 has a map.</summary>
internal sealed class ChartObject(JsonObject fields) : GoObject
{
    private const string Root = "IsRoot";

    // In the order of Helm's struct, which is how it prints, with the keys that toYaml gives them.
    private static readonly (string Field, string Key)[] Order =
    [
        ("Name", "name"), ("Home", "home"), ("Sources", "sources"), ("Version", "version"),
        ("Description", "description"), ("Keywords", "keywords"), ("Maintainers", "maintainers"), ("Icon", "icon"),
        ("APIVersion", "apiVersion"), ("Condition", "condition"), ("Tags", "tags"), ("AppVersion", "appVersion"),
        ("Deprecated", "deprecated"), ("Annotations", "annotations"), ("KubeVersion", "kubeVersion"),
        ("Dependencies", "dependencies"), ("Type", "type"),
    ];

    private readonly GoMap map = JsonValues.FromObject(fields);

    public override string TypeName => "struct { chart.Metadata; IsRoot bool }";

    /// <summary>What is empty is left out, but for whether the chart is the root.</summary>
    public override GoValue Plain
    {
        get
        {
            var plain = new GoMap();
            foreach (var (name, key) in Order)
            {
                if (map[name].IsTrue)
                {
                    plain[key] = map[name];
                }
            }

            plain[Root] = map[Root];
            return GoValue.Of(plain);
        }
    }

    public override GoValue Printed
    {
        get
        {
            var unlimited = new Budget(RenderLimits.Default, CancellationToken.None);
            var parts = Order.Select(part =>
                map[part.Field].IsNil ? "map[]" : GoFormat.Print(map[part.Field], unlimited));
            return GoValue.Of($"{{{{{string.Join(' ', parts)}}} {GoFormat.Print(map[Root], unlimited)}}}");
        }
    }

    public override GoValue? Field(string name) => map.TryGet(name, out var value) ? value : null;
}
