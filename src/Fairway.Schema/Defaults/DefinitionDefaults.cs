using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>Defaults of definitions of custom resources.</summary>
internal static class DefinitionDefaults
{
    public static void Apply(JsonObject definition)
    {
        if (definition.Child("spec") is not { } spec)
        {
            return;
        }

        var names = spec.Need("names");
        var kind = names.Text("kind");
        names.Default("singular", kind.ToLowerInvariant());
        if (kind.Length > 0)
        {
            names.Default("listKind", $"{kind}List");
        }

        spec.Need("conversion").Default("strategy", "None");
    }
}
