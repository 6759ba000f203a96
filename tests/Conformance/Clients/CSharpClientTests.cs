using System.Net;
using Fairway.Conformance.Hosts;
using k8s;
using k8s.Autorest;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;
using k8s.Models;
using Xunit;

namespace Fairway.Conformance.Clients;

/// <summary>The official C# client with nothing but the kubeconfig.</summary>
public sealed class CSharpClientTests(FleetFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("meta")]
    [InlineData(FleetFixture.Cluster)]
    public async Task Objects_are_created_read_replaced_patched_and_deleted(string context)
    {
        using var client = await ClientAsync(context);
        var ns = await NamespaceAsync(client);
        var created = await client.CoreV1.CreateNamespacedConfigMapAsync(
            ConfigMap("c", "1"),
            ns,
            cancellationToken: Cancel
        );
        Assert.False(string.IsNullOrEmpty(created.Metadata.Uid));

        created.Data["k"] = "2";
        var replaced = await client.CoreV1.ReplaceNamespacedConfigMapAsync(created, "c", ns, cancellationToken: Cancel);
        var conflict = await Assert.ThrowsAsync<HttpOperationException>(() =>
            client.CoreV1.ReplaceNamespacedConfigMapAsync(created, "c", ns, cancellationToken: Cancel)
        );
        Assert.Equal(HttpStatusCode.Conflict, conflict.Response.StatusCode);
        var patch = new V1Patch("""{"data":{"l":"3"}}""", V1Patch.PatchType.MergePatch);
        var patched = await client.CoreV1.PatchNamespacedConfigMapAsync(patch, "c", ns, cancellationToken: Cancel);
        Assert.Equal(("2", "3"), (patched.Data["k"], patched.Data["l"]));
        Assert.NotEqual(replaced.Metadata.ResourceVersion, patched.Metadata.ResourceVersion);
        Assert.Single(
            (
                await client.CoreV1.ListNamespacedConfigMapAsync(ns, labelSelector: "app=c", cancellationToken: Cancel)
            ).Items
        );
        await client.CoreV1.DeleteNamespacedConfigMapAsync("c", ns, cancellationToken: Cancel);
        var missing = await Assert.ThrowsAsync<HttpOperationException>(() =>
            client.CoreV1.ReadNamespacedConfigMapAsync("c", ns, cancellationToken: Cancel)
        );
        Assert.Equal(HttpStatusCode.NotFound, missing.Response.StatusCode);
    }

    [Fact]
    public async Task A_watch_tells_changes_in_order()
    {
        using var client = await ClientAsync(FleetFixture.Cluster);
        var ns = await NamespaceAsync(client);
        var list = await client.CoreV1.ListNamespacedConfigMapAsync(ns, cancellationToken: Cancel);
        var created = await client.CoreV1.CreateNamespacedConfigMapAsync(
            ConfigMap("w", "1"),
            ns,
            cancellationToken: Cancel
        );
        created.Data["k"] = "2";
        await client.CoreV1.ReplaceNamespacedConfigMapAsync(created, "w", ns, cancellationToken: Cancel);
        await client.CoreV1.DeleteNamespacedConfigMapAsync("w", ns, cancellationToken: Cancel);

        var seen = new List<string>();
        var events = client.CoreV1.WatchListNamespacedConfigMapAsync(
            ns,
            resourceVersion: list.ResourceVersion(),
            cancellationToken: Cancel
        );
        await foreach (var (type, thing) in events)
        {
            if (thing.Name() == "w")
            {
                seen.Add($"{type} {thing.Data["k"]}");
            }

            if (type == WatchEventType.Deleted)
            {
                break;
            }
        }

        Assert.Equal(["Added 1", "Modified 2", "Deleted 2"], seen);
    }

    [Fact]
    public async Task One_of_two_candidates_leads_and_the_other_takes_over()
    {
        using var client = await ClientAsync("meta");
        var ns = await NamespaceAsync(client);
        using var stepDown = new CancellationTokenSource();
        var first = Candidate(client, ns, "first");
        var second = Candidate(client, ns, "second");
        var (firstLeads, secondLeads) = (Started(first), Started(second));

        var running = first.RunUntilLeadershipLostAsync(stepDown.Token);
        await firstLeads.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        using var stop = new CancellationTokenSource();
        var waiting = second.RunUntilLeadershipLostAsync(stop.Token);
        Assert.False(secondLeads.IsCompleted);
        Assert.Equal(
            "first",
            (await client.CoordinationV1.ReadNamespacedLeaseAsync("leader", ns, cancellationToken: Cancel))
                .Spec
                .HolderIdentity
        );
        await stepDown.CancelAsync();
        await EndAsync(running);
        await secondLeads.WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        var lease = await client.CoordinationV1.ReadNamespacedLeaseAsync("leader", ns, cancellationToken: Cancel);
        Assert.Equal(("second", 1), (lease.Spec.HolderIdentity, lease.Spec.LeaseTransitions));
        await stop.CancelAsync();
        await EndAsync(waiting);
    }

    /// <summary>
    /// A candidate that is stopped while it sleeps ends by itself, and while it asks by an exception.
    /// </summary>
    private static async Task EndAsync(Task candidate)
    {
        try
        {
            await candidate;
        }
        catch (OperationCanceledException)
        {
            // Stopped, as was asked.
        }
    }

    private static LeaderElector Candidate(Kubernetes client, string ns, string identity) =>
        new(
            new LeaderElectionConfig(new LeaseLock(client, ns, "leader", identity))
            {
                LeaseDuration = TimeSpan.FromSeconds(3),
                RenewDeadline = TimeSpan.FromSeconds(2),
                RetryPeriod = TimeSpan.FromMilliseconds(200),
            }
        );

    private static Task Started(LeaderElector elector)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        elector.OnStartedLeading += started.SetResult;
        return started.Task;
    }

    private static V1ConfigMap ConfigMap(string name, string value) =>
        new()
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                Labels = new Dictionary<string, string> { ["app"] = name },
            },
            Data = new Dictionary<string, string> { ["k"] = value },
        };

    private async Task<Kubernetes> ClientAsync(string context) =>
        new((await fixture.FleetAsync()).Configuration(context));

    private async Task<string> NamespaceAsync(Kubernetes client)
    {
        var name = fixture.FreshName("csharp");
        await client.CoreV1.CreateNamespaceAsync(
            new V1Namespace { Metadata = new V1ObjectMeta { Name = name } },
            cancellationToken: Cancel
        );
        return name;
    }
}
