using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour;

/// <summary>The RuntimeClasses that a cluster has from its start.</summary>
internal static class RuntimeClasses
{
    private static readonly KubeResource Resource =
        new("node.k8s.io", "v1", "runtimeclasses", "RuntimeClass", false);

    /// <summary>Creates those that are missing.</summary>
    /// <exception cref="KubeApiException">The API refused one.</exception>
    public static async Task CreateAsync(
        IKubeApi api, ImmutableArray<RuntimeClassProfile> classes, CancellationToken cancel)
    {
        foreach (var one in classes)
        {
            var response = await api.SendAsync(
                Request.Create(WorkloadRequests.Agent, Resource, null, Body(one)), cancel);
            if (response.Status is not 409)
            {
                response.EnsureSuccess();
            }
        }
    }

    private static JsonObject Body(RuntimeClassProfile one)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = "node.k8s.io/v1",
            ["kind"] = "RuntimeClass",
            ["metadata"] = new JsonObject { ["name"] = one.Name },
            ["handler"] = one.Handler,
        };
        if (!one.NodeSelector.IsEmpty)
        {
            body["scheduling"] = new JsonObject { ["nodeSelector"] = Map(one.NodeSelector) };
        }

        if (!one.Overhead.IsEmpty)
        {
            body["overhead"] = new JsonObject { ["podFixed"] = Map(one.Overhead) };
        }

        return body;
    }

    private static JsonObject Map(ImmutableSortedDictionary<string, string> values) =>
        new(values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value)));
}
