using Fairway.Api;
using Fairway.Cli.Logging;
using Fairway.Cli.Managers;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Kube.Timing;
using Fairway.Rollouts;
using Fairway.Workloads.Definitions;

namespace Fairway.Cli.Fleets;

/// <summary>What <c>fairway tenant</c> is, for one cluster of this process: it is inside the cluster, and so speaks to
/// its API directly.</summary>
internal sealed class FleetTenant(string id, IKubeApi api, TimeProvider time, LogLines log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly KubeEnvironment environment = new(time, new Jitter(new Random()), log.For(id));

    /// <summary>Brings the resources that a tenant cluster must have.</summary>
    /// <exception cref="CrdInstallException">The cluster refuses one, or takes too long.</exception>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        await new CrdInstaller(api, environment).InstallAsync(ApiCrds.Tenant, Patience, cancel);
        await new KruiseInstaller(api, environment).InstallAsync(Patience, cancel);
    }

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await new TenantProcess(api, environment, MemberName.Of("up", Guid.NewGuid())).RunAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // As asked.
        }
        catch (Exception e)
        {
            log.Say($"the tenant process of cluster {id} has stopped: {e.GetType().Name}: {e.Message}");
        }
    }
}
