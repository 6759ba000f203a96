using System.Globalization;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

/// <summary><c>fairway tenant</c> as a process of its own, and its Rollouts as kubectl sees them.</summary>
public sealed class BrakeTests
{
    private const string Rollout = """
        apiVersion: fairway.dev/v1alpha1
        kind: Rollout
        metadata: {name: statefulset-store}
        spec:
          workload: {apiVersion: apps/v1, kind: StatefulSet, name: store}
          change: first
          steps:
          - {partition: 1}
          - {partition: 0}
        """;

    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task A_template_applied_under_the_brake_rolls_only_as_far_as_it_is_permitted(string version)
    {
        await using var own = new FleetFixture();
        var kubectl = await KubectlSession.StartAsync(own, version);
        await using var tenant = await TenantAsync((await own.FleetAsync()).Kubeconfig);
        await kubectl.DoAsync("apply -f -", Manifests.StatefulSet);
        await kubectl.DoAsync("rollout status statefulset/store --timeout=60s");

        Assert.EndsWith("created", await kubectl.DoAsync("apply -f -", Rollout));
        await kubectl.DoAsync("wait fro/statefulset-store --for=jsonpath={.status.braked}=true --timeout=60s");
        var changed = Manifests.StatefulSet.Replace("store:1\"", "store:2\"", StringComparison.Ordinal);
        Assert.EndsWith("configured", await kubectl.DoAsync("apply -f -", changed));
        var generation = await kubectl.DoAsync("get statefulset store -o jsonpath={.metadata.generation}");
        await PatchAsync(kubectl, $$"""{"spec":{"generation":{{generation}} } }""");
        await kubectl.DoAsync(
            "wait fro/statefulset-store --for=jsonpath={.status.reason}=WaitingForPermit --timeout=60s");
        Assert.Matches(
            @"NAME +WORKLOAD +PHASE +STEP +PERMITTED +UPDATED +REPLICAS +REASON +AGE\n"
                + @"statefulset-store +store +Braked +-1 +-1 +0 +2 +WaitingForPermit",
            await kubectl.DoAsync("get fro"));
        Assert.Equal("registry.example/store:1 registry.example/store:1", await ImagesAsync(kubectl));

        await PatchAsync(kubectl, Permit(0));
        await kubectl.DoAsync("wait fro/statefulset-store --for=jsonpath={.status.phase}=AtStep --timeout=60s");
        Assert.Equal("registry.example/store:1 registry.example/store:2", await ImagesAsync(kubectl));
        await PatchAsync(kubectl, Permit(1));
        await kubectl.DoAsync("wait fro/statefulset-store --for=jsonpath={.status.phase}=Complete --timeout=60s");
        Assert.Equal("registry.example/store:2 registry.example/store:2", await ImagesAsync(kubectl));

        await tenant.InterruptAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await tenant.WaitForExitAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<ServerProcess> TenantAsync(string kubeconfig)
    {
        var (process, _) = await ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "fairway"),
            ["tenant", "--kubeconfig", kubeconfig, "--context", FleetFixture.Cluster, "--install-crds"],
            line => line.Contains("carrying out the Rollouts", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        return process;
    }

    private static Task<string> PatchAsync(KubectlSession kubectl, string patch) =>
        kubectl.DoAsync(["patch", "fro", "statefulset-store", "--type=merge", "-p", patch]);

    private static string Permit(int step)
    {
        var end = DateTimeOffset.UtcNow.AddMinutes(5);
        var until = end.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $$"""{"spec":{"permittedThrough":{{step}},"permitUntil":"{{until}}"} }""";
    }

    private static Task<string> ImagesAsync(KubectlSession kubectl) =>
        kubectl.DoAsync("get pods -l app=store -o jsonpath={.items[*].spec.containers[0].image}");
}
