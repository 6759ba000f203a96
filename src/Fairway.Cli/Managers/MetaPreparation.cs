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

    /// <summary>Brings what is missing. Where all is there, nothing is written.</summary>
    /// <exception cref="KubeApiException">The meta cluster does not answer, or refuses.</exception>
    /// <exception cref="CrdInstallException">It refuses a resource, or takes too long.</exception>
    public static async Task PrepareAsync(IKubeApi meta, KubeEnvironment environment, CancellationToken cancel)
    {
        await EnsureNamespaceAsync(meta, Labels.SystemNamespace, cancel);
        var installer = new CrdInstaller(meta, environment);
        await Task.WhenAll(ApiCrds.Meta.Select(crd => installer.InstallAsync([crd], Patience, cancel)));
        await new PolicyInstaller(meta).InstallAsync(ApiPolicies.All, cancel);
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
