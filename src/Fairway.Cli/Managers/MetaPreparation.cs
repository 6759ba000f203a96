using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Managers;

/// <summary>Brings to the meta cluster what a manager and people need there: the resources, the admission policies
/// and the namespace of Fairway's own objects.</summary>
internal static class MetaPreparation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly KubeResource Policies = new(
        "admissionregistration.k8s.io", "v1", "validatingadmissionpolicies", "ValidatingAdmissionPolicy", false);

    private static readonly KubeResource Bindings = new(
        "admissionregistration.k8s.io",
        "v1",
        "validatingadmissionpolicybindings",
        "ValidatingAdmissionPolicyBinding",
        false);

    /// <summary>Brings what is missing. Where all is there, nothing is written.</summary>
    /// <exception cref="KubeApiException">The meta cluster does not answer, or refuses.</exception>
    /// <exception cref="CrdInstallException">It refuses a resource, or takes too long.</exception>
    public static async Task PrepareAsync(IKubeApi meta, KubeEnvironment environment, CancellationToken cancel)
    {
        await EnsureNamespaceAsync(meta, Labels.SystemNamespace, cancel);
        var installer = new CrdInstaller(meta, environment);
        await Task.WhenAll(ApiCrds.Meta.Select(crd => installer.InstallAsync([crd], Patience, cancel)));
        await Task.WhenAll(ApiPolicies.All.Select(policy => ApplyAsync(meta, policy, cancel)));
    }

    private static Task<KubeResponse> ApplyAsync(IKubeApi meta, ApiPolicy policy, CancellationToken cancel)
    {
        // They are ours alone: who has changed them by hand has taken a protection away.
        var ours = new WriteOptions { FieldManager = Labels.ConfigurationManager, Force = true };
        var resource = policy.IsBinding ? Bindings : Policies;
        return meta.ApplyAsync(resource, new ObjectKey(null, policy.Name), policy.Yaml, ours, cancel);
    }

    /// <summary>Creates a namespace where it is missing.</summary>
    public static async Task EnsureNamespaceAsync(IKubeApi api, string name, CancellationToken cancel)
    {
        if (await api.FindAsync(KubeResources.Namespaces, new ObjectKey(null, name), cancel) is not null)
        {
            return;
        }

        try
        {
            var body = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject { ["name"] = name },
            };
            await api.CreateAsync(KubeResources.Namespaces, null, body, null, cancel);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // Somebody else was faster.
        }
    }
}
