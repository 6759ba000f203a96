using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Kube.Requests;

namespace Fairway.Twin.Behaviour.Resources;

/// <summary>The resources by which a simulated cluster is told how to behave.</summary>
internal static class TwinResources
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly WriteOptions Given = new()
    {
        FieldManager = "fairway-up",
        Force = true,
        FieldValidation = "Strict",
    };

    /// <summary>Brings their definitions to the cluster. Where they are there already, nothing is written.</summary>
    /// <exception cref="CrdInstallException">The cluster refuses one, or takes too long.</exception>
    public static Task InstallAsync(IKubeApi api, KubeEnvironment environment, CancellationToken cancel) =>
        new CrdInstaller(api, environment).InstallAsync(ApiCrds.Twin, Patience, cancel);

    /// <summary>Brings behaviors to the cluster.</summary>
    /// <exception cref="KubeApiException">The cluster refuses one.</exception>
    public static async Task ApplyAsync(IKubeApi api, IEnumerable<BehaviorObject> behaviors, CancellationToken cancel)
    {
        foreach (var behavior in behaviors)
        {
            var kind = ApiKind.Twin.Select(ApiKind.Of).First(kind => kind.Kind == behavior.Kind);
            var resource = new KubeResource(
                kind.Group, ApiGroup.Version, kind.Plural, kind.Kind, kind.Namespaced);
            await api.ApplyAsync(resource, new ObjectKey(null, behavior.Name), behavior.Json, Given, cancel);
        }
    }
}
