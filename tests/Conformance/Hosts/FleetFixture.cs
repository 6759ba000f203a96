using Xunit;

[assembly: AssemblyFixture(typeof(Fairway.Conformance.Hosts.FleetFixture))]

namespace Fairway.Conformance.Hosts;

/// <summary>
/// One fleet for all suites that a client can share: meta, and one cluster of three nodes. Started when first asked
/// for. Containers of image <c>registry.example/done</c> end well at once, those of <c>registry.example/fail</c> end
/// badly, and those of <c>registry.example/unready</c> never become ready. Of indexed jobs, <c>first-ends</c> ends at
/// index 0 only, and <c>last-fails</c> fails at index 2 only.
/// </summary>
public sealed class FleetFixture : IAsyncDisposable
{
    /// <summary>The cluster with nodes and controllers.</summary>
    internal const string Cluster = "cluster-001";

    private const string Behaviours = """
        rules:
        - {image: "registry.example/done:*", endsAfter: 50ms, exitCode: 0}
        - {image: "registry.example/fail:*", endsAfter: 50ms, exitCode: 1}
        - {image: "registry.example/unready:*", becomesReady: false}
        - {image: "registry.example/first-*", labels: {batch.kubernetes.io/job-completion-index: "0"}, endsAfter: 50ms,
           exitCode: 0}
        - {image: "registry.example/last-fails:*", labels: {batch.kubernetes.io/job-completion-index: "2"},
           endsAfter: 50ms, exitCode: 7}
        - {image: "registry.example/last-fails:*", endsAfter: 50ms, exitCode: 0}
        """;

    private readonly ScratchFolder folder = new();
    private readonly Lazy<Task<FleetProcess>> fleet;
    private int namespaces;

    public FleetFixture() =>
        fleet = new Lazy<Task<FleetProcess>>(StartAsync);

    private Task<FleetProcess> StartAsync()
    {
        var behaviours = folder["behaviours.yaml"];
        File.WriteAllText(behaviours, Behaviours);
        return FleetProcess.StartAsync(
            folder["fleet"],
            clusters: 1,
            nodes: 3,
            ["--without", "registration,metrics", "--behaviours", behaviours],
            CancellationToken.None
        );
    }

    internal Task<FleetProcess> FleetAsync() => fleet.Value;

    /// <summary>A folder that goes with the fleet.</summary>
    internal string Folder(string name) => Directory.CreateDirectory(folder[name]).FullName;

    /// <summary>A name that no other test has.</summary>
    internal string FreshName(string prefix) => $"{prefix}-{Interlocked.Increment(ref namespaces)}";

    public async ValueTask DisposeAsync()
    {
        if (fleet.IsValueCreated)
        {
            await (await fleet.Value).DisposeAsync();
        }

        folder.Dispose();
    }
}
