using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Kube;

namespace Fairway.Cli.Managers;

/// <summary>What makes a cluster known to the meta cluster. Pure.</summary>
internal static class ClusterObjects
{
    private static readonly KubeResource Clusters = FairwayResources.Of<Cluster>();

    /// <summary>Where the kubeconfig stands.</summary>
    public static KubeconfigSecret Place { get; } = new();

    /// <summary>The Secret with the kubeconfig.</summary>
    public static JsonObject Secret(string id, string kubeconfig) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject
        {
            ["name"] = Place.Name,
            ["namespace"] = id,
            ["labels"] = new JsonObject { [Labels.Cluster] = id },
        },
        ["type"] = "Opaque",
        ["data"] = new JsonObject { [Place.Key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(kubeconfig)) },
    };

    /// <summary>The Cluster, with its labels in order.</summary>
    public static JsonObject Of(string id, IEnumerable<KeyValuePair<string, string>> labels)
    {
        var all = new JsonObject();
        foreach (var (key, value) in labels.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            all[key] = value;
        }

        return new JsonObject
        {
            ["apiVersion"] = Clusters.ApiVersion,
            ["kind"] = Clusters.Kind,
            ["metadata"] = new JsonObject { ["name"] = Cluster.FixedName, ["namespace"] = id, ["labels"] = all },
            ["spec"] = new JsonObject(),
        };
    }
}
