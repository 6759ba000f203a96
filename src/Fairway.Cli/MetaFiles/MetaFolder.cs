using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Kube;

namespace Fairway.Cli.MetaFiles;

/// <summary>Where what is declared stands in a folder: a file for each object, by kind and name, and charts beside
/// them.</summary>
internal static class MetaFolder
{
    /// <summary>Charts of versions, packed, by the names of their ConfigMaps.</summary>
    public const string Charts = "charts";

    /// <summary>What files of objects end with.</summary>
    public const string Ending = ".yaml";

    /// <summary>The kinds in the order in which they are brought: a version wants its component.</summary>
    public static IReadOnlyList<(string Folder, KubeResource Resource)> Kinds { get; } =
    [
        ("components", FairwayResources.Of<Component>()),
        ("versions", FairwayResources.Of<ComponentVersion>()),
        ("metaconfigs", FairwayResources.Of<MetaConfig>()),
    ];

    /// <summary>Of an object what is declared: no state, nothing that a server adds.</summary>
    public static JsonObject Declared(JsonObject item, KubeResource resource)
    {
        var metadata = new JsonObject { ["name"] = item["metadata"]!["name"]!.DeepClone() };
        foreach (var part in new[] { "labels", "annotations" })
        {
            if (Kept(item["metadata"]![part] as JsonObject) is { Count: > 0 } kept)
            {
                metadata[part] = kept;
            }
        }

        return new JsonObject
        {
            ["apiVersion"] = resource.ApiVersion,
            ["kind"] = resource.Kind,
            ["metadata"] = metadata,
            ["spec"] = item["spec"]?.DeepClone(),
        };
    }

    private static JsonObject Kept(JsonObject? map) => new((map ?? [])
        .Where(member => !member.Key.StartsWith("kubectl.kubernetes.io/", StringComparison.Ordinal))
        .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
}
