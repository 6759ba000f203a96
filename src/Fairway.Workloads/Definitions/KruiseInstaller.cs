using System.Collections.Immutable;
using Fairway.Api;
using Fairway.Kube;
using Fairway.Kube.Crds;

namespace Fairway.Workloads.Definitions;

/// <summary>
/// Brings OpenKruise's kinds to a cluster that has no OpenKruise. Where it is, or somebody else has brought a
/// definition of the name, nothing is touched.
/// </summary>
public sealed class KruiseInstaller(IKubeApi api, KubeEnvironment environment)
{
    /// <summary>Installs what is missing or ours: definitions, and the policies that keep sets apart.</summary>
    /// <param name="patience">How long to wait for the API server, all in all.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The definitions that are somebody else's, by name.</returns>
    /// <exception cref="CrdInstallException">The server refuses one, or has not established it in time.</exception>
    /// <exception cref="KubeApiException">The server does not say what is there, or refuses a policy.</exception>
    public async Task<ImmutableArray<string>> InstallAsync(TimeSpan patience, CancellationToken cancel)
    {
        var theirs = await KruisePresence.FindAsync(api, cancel);
        ImmutableArray<ApiCrd> ours = [.. KruiseCrds.All.Where(crd => !theirs.Contains(crd.Name))];
        await new CrdInstaller(api, environment).InstallAsync(ours, patience, cancel);
        await new PolicyInstaller(api).InstallAsync([.. ours.SelectMany(crd => KruisePolicies.Of(crd.Name))], cancel);
        return theirs;
    }
}
