using System.Collections.Immutable;
using Fairway.Api;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Microsoft.Extensions.Logging;

namespace Fairway.Workloads.Definitions;

/// <summary>
/// Brings OpenKruise's kinds to a cluster that has no OpenKruise. Where it is, or somebody else has brought a
/// definition of the name, nothing is touched.
/// </summary>
public sealed class KruiseInstaller(IKubeApi api, KubeEnvironment environment)
{
    private readonly ILogger log = environment.Logs.CreateLogger<KruiseInstaller>();

    /// <summary>Installs what is missing or ours: definitions, and the policies that keep sets apart. Policies beside
    /// definitions that have become somebody else's are deleted. An API server that has no such policies (before
    /// Kubernetes 1.30) goes without.</summary>
    /// <param name="patience">How long to wait for the API server, all in all.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The definitions that are somebody else's, by name.</returns>
    /// <exception cref="CrdInstallException">The server refuses one, or has not established it in time.</exception>
    /// <exception cref="KubeApiException">The server does not say what is there, or refuses a policy that it
    /// could have.</exception>
    public async Task<ImmutableArray<string>> InstallAsync(TimeSpan patience, CancellationToken cancel)
    {
        var theirs = await KruisePresence.FindAsync(api, cancel);
        ImmutableArray<ApiCrd> ours = [.. KruiseCrds.All.Where(crd => !theirs.Contains(crd.Name))];
        await new CrdInstaller(api, environment).InstallAsync(ours, patience, cancel);
        await KeepApartAsync([.. ours.SelectMany(crd => KruisePolicies.Of(crd.Name))], cancel);
        await LeaveAsync([.. theirs.SelectMany(name => KruisePolicies.Of(name))], cancel);
        return theirs;
    }

    private async Task KeepApartAsync(ImmutableArray<ApiPolicy> policies, CancellationToken cancel)
    {
        try
        {
            await new PolicyInstaller(api).InstallAsync(policies, cancel);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            KruiseLog.NotKeptApart(log);
        }
    }

    /// <summary>Who may not look at policies has not brought any.</summary>
    private async Task LeaveAsync(ImmutableArray<ApiPolicy> policies, CancellationToken cancel)
    {
        try
        {
            await new PolicyInstaller(api).RemoveAsync(policies, cancel);
        }
        catch (KubeApiException e) when (e.Status == 403)
        {
            KruiseLog.NotLookedFor(log, e.Message);
        }
    }
}
