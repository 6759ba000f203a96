using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Namespaces;

/// <summary>Gives every namespace its service account and the certificate of the API.</summary>
internal sealed class NamespaceDefaults(ClusterCaches caches, IKubeApi api, string rootCertificate) : IReconciler
{
    public const string ServiceAccount = "default";
    public const string RootCertificate = "kube-root-ca.crt";

    /// <summary>The namespaces that every cluster has.</summary>
    public static IReadOnlyList<string> Initial { get; } = ["default", "kube-node-lease", "kube-public", "kube-system"];

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Namespaces.Find(key)?.Value is { Meta.IsDeleting: false })
        {
            await RequireAsync(CoreResources.ServiceAccounts, ServiceAccountBody(), key.Name, cancel);
            await RequireAsync(KubeResources.ConfigMaps, RootCertificateBody(), key.Name, cancel);
        }

        return Outcome.Settled;
    }

    /// <summary>Creates the namespaces that every cluster has, where they are missing.</summary>
    public static async Task CreateInitialAsync(IKubeApi api, CancellationToken cancel)
    {
        foreach (var name in Initial)
        {
            var body = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject { ["name"] = name },
            };
            var response = await api.SendAsync(
                Request.Create("kube-apiserver", KubeResources.Namespaces, null, body), cancel);
            if (response.Status is not 409)
            {
                response.EnsureSuccess();
            }
        }
    }

    private async Task RequireAsync(KubeResource resource, JsonObject body, string ns, CancellationToken cancel)
    {
        var name = body["metadata"]!["name"]!.GetValue<string>();
        if (caches.Of(resource)?.Has(new ObjectKey(ns, name)) ?? false)
        {
            return;
        }

        var request = Request.Create(WorkloadRequests.Agent, resource, ns, body);
        var response = await api.SendAsync(request, cancel);

        // There already, or the namespace is going after all.
        if (response.Status is not (409 or 403 or 404))
        {
            response.EnsureSuccess();
        }
    }

    private static JsonObject ServiceAccountBody() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ServiceAccount",
        ["metadata"] = new JsonObject { ["name"] = ServiceAccount },
    };

    private JsonObject RootCertificateBody() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject
        {
            ["name"] = RootCertificate,
            ["annotations"] = new JsonObject { ["kubernetes.io/description"] = Description },
        },
        ["data"] = new JsonObject { ["ca.crt"] = rootCertificate },
    };

    // The text that real clusters carry; clients may compare it.
    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the "
        + "internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of "
        + "Kubernetes "
        + "clusters.";
}
