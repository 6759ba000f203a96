using Fairway.Api;
using Fairway.Kube;
using Fairway.Kube.Crds;

namespace Fairway.Twin.Behaviour.Resources;

/// <summary>The resources by which a simulated cluster is told how to behave.</summary>
internal static class TwinResources
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Brings their definitions to the cluster. Where they are there already, nothing is written.</summary>
    /// <exception cref="CrdInstallException">The cluster refuses one, or takes too long.</exception>
    public static Task InstallAsync(IKubeApi api, KubeEnvironment environment, CancellationToken cancel) =>
        new CrdInstaller(api, environment).InstallAsync(ApiCrds.Twin, Patience, cancel);
}
