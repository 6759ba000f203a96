using Fairway.Api;
using Fairway.Cli.Logging;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Rollouts;
using Fairway.Workloads;
using Fairway.Workloads.Definitions;

namespace Fairway.Cli.Fleets;

/// <summary>What <c>fairway tenant</c> is, for one cluster of this process: it is inside the cluster, and so speaks to
/// its API directly.</summary>
/// <param name="id">The cluster's id.</param>
/// <param name="api">The cluster, from inside.</param>
/// <param name="life">By what it lives.</param>
internal sealed class FleetTenant(string id, IKubeApi api, TenantLife life)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Brings the resources that a tenant cluster must have.</summary>
    /// <exception cref="CrdInstallException">The cluster refuses one, or takes too long.</exception>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        await new CrdInstaller(api, life.Environment).InstallAsync(ApiCrds.Tenant, Patience, cancel);
        await new KruiseInstaller(api, life.Environment).InstallAsync(Patience, cancel);
    }

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await new TenantProcess(api, life.Environment, life.Member, life.Rhythm.Leases)
            {
                Beside = new WorkloadProcess(api, life.Environment).RunAsync,
            }.RunAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // As asked.
        }
        catch (Exception e)
        {
            life.Log.Say($"the tenant process of cluster {id} has stopped: {e.GetType().Name}: {e.Message}");
        }
    }
}
