using System.Text.Json.Nodes;
using Fairway.Kube;

namespace Fairway.Cli.Demo;

/// <summary>A workload that the demo makes and then rolls.</summary>
/// <param name="Resource">Deployments or DaemonSets.</param>
/// <param name="Name">Its name, and the value of its pods' label <c>app</c>.</param>
/// <param name="Image">The image without its tag.</param>
/// <param name="Replicas">Pods of a Deployment; null for a DaemonSet, which has one a node.</param>
internal sealed record DemoWorkload(KubeResource Resource, string Name, string Image, int? Replicas)
{
    /// <summary>The namespace of everything that the demo makes.</summary>
    public const string Namespace = "demo";

    /// <summary>The tag before.</summary>
    public const string OldTag = "1.0.0";

    /// <summary>The tag that is rolled out.</summary>
    public const string NewTag = "1.1.0";

    /// <summary>What the demo rolls on every cluster.</summary>
    public static IReadOnlyList<DemoWorkload> All { get; } =
    [
        new(KubeResources.Deployments, "web", "registry.example/demo/web", 6),
        new(KubeResources.DaemonSets, "agent", "registry.example/demo/agent", null),
    ];

    /// <summary>As kubectl calls it: <c>deployment/web</c>.</summary>
    public string Label => $"{Resource.Kind.ToLowerInvariant()}/{Name}";

    /// <summary>Namespace and name.</summary>
    public ObjectKey Key => new(Namespace, Name);

    /// <summary>The image with a tag.</summary>
    public string ImageOf(string tag) => $"{Image}:{tag}";

    /// <summary>The object to apply, with the image of that tag.</summary>
    public JsonObject Body(string tag)
    {
        var spec = new JsonObject
        {
            ["selector"] = new JsonObject { ["matchLabels"] = Labels() },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = Labels() },
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(new JsonObject { ["name"] = Name, ["image"] = ImageOf(tag) }),
                },
            },
        };
        if (Replicas is { } replicas)
        {
            spec["replicas"] = replicas;
        }

        return new JsonObject
        {
            ["apiVersion"] = Resource.ApiVersion,
            ["kind"] = Resource.Kind,
            ["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = Namespace },
            ["spec"] = spec,
        };
    }

    private JsonObject Labels() => new() { ["app"] = Name };
}
