using System.Diagnostics.Metrics;
using System.Globalization;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>What a daemon pod costs, counted: it must not grow with the cluster.</summary>
public sealed class ScaleTests
{
    private const string Path = "/apis/apps/v1/namespaces/default/daemonsets";

    [Fact]
    public void A_daemon_pod_takes_as_many_writes_and_looks_on_400_nodes_as_on_40()
    {
        var few = Count(40);
        var many = Count(400);
        Assert.True(few.PodWrites <= 4.5, $"{few.PodWrites} writes a pod");
        Assert.Equal(few.PodWrites, many.PodWrites, 0.1);
        Assert.True(many.Looks <= few.Looks, $"{few.Looks} looks a pod on 40 nodes, {many.Looks} on 400");
        Assert.True(many.StatusWrites < 40, $"{many.StatusWrites} writes of the status of one DaemonSet");
    }

    [Fact]
    public void A_cluster_with_nothing_to_do_writes_nothing_for_an_hour() => TwinCluster.Run(
        async cluster =>
        {
            await RunAsync(cluster, 20);
            await cluster.PassAsync(TimeSpan.FromMinutes(10));
            var before = cluster.Api.Writes.Count;
            await cluster.PassAsync(TimeSpan.FromHours(1));
            Assert.Empty(cluster.Api.Writes.Skip(before));
        },
        nodes: 20,
        longest: TimeSpan.FromHours(2));

    [Fact]
    public void Soon_after_a_flood_nothing_is_written_though_not_every_event_was() => TwinCluster.Run(
        async cluster =>
        {
            await RunAsync(cluster, 300);
            await cluster.PassAsync(TimeSpan.FromSeconds(40));
            var before = cluster.Api.Writes.Count;
            await cluster.PassAsync(TimeSpan.FromMinutes(10));
            Assert.Empty(cluster.Api.Writes.Skip(before));
        },
        nodes: 300,
        longest: TimeSpan.FromHours(1));

    private static Costs Count(int nodes)
    {
        var looks = 0;
        using var listener = new MeterListener { InstrumentPublished = Listen };
        // Other tests run beside this one, each on a thread of its own.
        var thread = Environment.CurrentManagedThreadId;
        listener.SetMeasurementEventCallback<double>((_, _, _, _) =>
            looks += Environment.CurrentManagedThreadId == thread ? 1 : 0);
        Costs? costs = null;
        TwinCluster.Run(
            async cluster =>
            {
                var before = cluster.Api.Writes.Count;
                listener.Start();
                await RunAsync(cluster, nodes);
                var writes = cluster.Api.Writes.Skip(before).ToArray();
                costs = new Costs(
                    (double)writes.Count(w => w.Contains("/pods", StringComparison.Ordinal)) / nodes,
                    writes.Count(w => w.Contains($"{Path}/agent/status", StringComparison.Ordinal)),
                    (double)looks / nodes);
            },
            nodes);
        return costs!;
    }

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name == "fairway.queue.wait")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static async Task RunAsync(TwinCluster cluster, int nodes)
    {
        await cluster.PostAsync(Path, """
            {"metadata":{"name":"agent"},"spec":{"selector":{"matchLabels":{"app":"agent"}},"template":{
            "metadata":{"labels":{"app":"agent"}},"spec":{"containers":[{"name":"agent","image":"agent:1"}]}}}}
            """);
        var wanted = nodes.ToString(CultureInfo.InvariantCulture);
        await cluster.UntilAsync($"{Path}/agent", s => s["status"]?["numberAvailable"]?.ToString() == wanted);
    }

    /// <summary>Writes of pods and of the set's status, and reconciles of all controllers for a pod.</summary>
    private sealed record Costs(double PodWrites, int StatusWrites, double Looks);
}
