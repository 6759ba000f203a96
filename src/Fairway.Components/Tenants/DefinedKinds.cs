using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube;

namespace Fairway.Components.Tenants;

/// <summary>The kinds that a CustomResourceDefinition defines.</summary>
internal static class DefinedKinds
{
    /// <summary>One for each version that is served; none of a definition that is not whole, which the server will
    /// refuse.</summary>
    public static IEnumerable<KubeResource> Of(JsonObject definition)
    {
        var spec = definition["spec"] as JsonObject;
        var names = spec?["names"] as JsonObject;
        if (Text(spec, "group") is not { } group || Text(names, "plural") is not { } plural
            || Text(names, "kind") is not { } kind || spec!["versions"] is not JsonArray versions)
        {
            return [];
        }

        return versions.OfType<JsonObject>()
            .Where(version => version["served"]?.GetValueKind() == JsonValueKind.True)
            .Select(version => Text(version, "name")).OfType<string>()
            .Select(version => new KubeResource(group, version, plural, kind, Text(spec, "scope") == "Namespaced"));
    }

    private static string? Text(JsonObject? owner, string name) =>
        owner?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
