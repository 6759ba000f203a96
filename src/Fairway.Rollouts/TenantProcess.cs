using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Leases;

namespace Fairway.Rollouts;

/// <summary>
/// One replica of <c>fairway tenant</c>: of all that run in a cluster one works at a time, by the Lease
/// <c>fairway-tenant</c> in <c>fairway-system</c>.
/// </summary>
/// <param name="api">The tenant cluster.</param>
/// <param name="environment">Time, chance and log.</param>
/// <param name="identity">Belongs to this process alone, and to no later one.</param>
/// <param name="times">When this process is missed by the others; null for the usual times.</param>
public sealed class TenantProcess(
    IKubeApi api, KubeEnvironment environment, string identity, LeaseTimes? times = null)
{
    /// <summary>The Lease that is fought for.</summary>
    public static ObjectKey Lease { get; } = new(Labels.SystemNamespace, "fairway-tenant");

    /// <summary>What else runs in the cluster while the Lease is held, until cancelled.</summary>
    public Func<CancellationToken, Task> Beside { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Runs until cancelled; then the work is ended first, and the Lease given up.</summary>
    /// <exception cref="KubeApiException">The cluster was not reached at the beginning, or refuses the
    /// namespace.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        await EnsureNamespaceAsync(cancel);
        var lease = times ?? LeaseTimes.Usual;
        var options = new LeaseOptions
        {
            Key = Lease,
            Holder = identity,
            Duration = lease.Duration,
            RenewDeadline = lease.RenewDeadline,
            RenewPeriod = lease.RenewPeriod,
        };
        await new LeaseElection(api, options, environment).RunAsync(
            (_, ours) => WorkAsync(ours),
            cancel);
    }

    private async Task WorkAsync(CancellationToken ours)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ours);
        var controllers = TenantControllers.RunAsync(api, environment, end.Token);
        await Task.WhenAll(GuardAsync(controllers), GuardAsync(Beside(end.Token)));

        async Task GuardAsync(Task work)
        {
            try
            {
                await work;
            }
            catch (Exception)
            {
                // What fails here is an error of the program: it is to end, not to go on by half.
                end.Cancel();
                throw;
            }
        }
    }

    private async Task EnsureNamespaceAsync(CancellationToken cancel)
    {
        var key = new ObjectKey(null, Labels.SystemNamespace);
        if (await api.FindAsync(KubeResources.Namespaces, key, cancel) is not null)
        {
            return;
        }

        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = key.Name },
        };
        try
        {
            await api.CreateAsync(KubeResources.Namespaces, null, body, null, cancel);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // Another replica was faster.
        }
    }
}
