using Xunit;

namespace Fairway.Tests.Twin.Behaviour.NodeCases;

/// <summary>What test/e2e/common/node/container_probe.go asserts (kubernetes/kubernetes v1.28.7), for as long as
/// upstream looks.</summary>
public sealed class ProbeCases
{
    private const string Init = "initContainerStatuses";

    public static TheoryData<string> Means =>
    [
        """ "tcpSocket":{"port":8080} """,
        """ "httpGet":{"path":"/healthz","port":8080} """,
        """ "exec":{"command":["cat","/tmp/health"]} """,
        """ "grpc":{"port":5000} """,
    ];

    /// <summary>Probing container should *not* be restarted with a tcp:8080, a /healthz http, an exec or a GRPC
    /// liveness probe</summary>
    [Theory, MemberData(nameof(Means))]
    public void A_container_that_lives_is_not_restarted(string means) => TwinCluster.Run(async cluster =>
    {
        await cluster.PodAsync("p", container: Probe("livenessProbe", means, "\"initialDelaySeconds\":15"));
        await cluster.UntilPodAsync("p", p => p.IsReady());
        await cluster.PassAsync(TimeSpan.FromMinutes(4));
        var pod = await cluster.PodOfAsync("p");
        Assert.Equal((0, true), (pod.Restarts(), pod.IsReady()));
    });

    /// <summary>The same of restartable init containers.</summary>
    [Theory, MemberData(nameof(Means))]
    public void A_sidecar_is_restarted_only_when_its_liveness_fails(string means) => TwinCluster.Run(async cluster =>
    {
        await cluster.BehaveAsync("ill", """ "liveness":{"failsAfter":{"mean":"20s"}} """);
        var probe = Probe("livenessProbe", means, "\"failureThreshold\":1");
        await cluster.PodAsync("p", spec: $"\"initContainers\":[{Sidecar("well", probe)},{Sidecar("ill", probe)}]");
        await cluster.UntilPodAsync("p", p => p.Restarts("ill", Init) >= 2);
        var pod = await cluster.PodOfAsync("p");
        Assert.Equal((0, 0), (pod.Restarts("well", Init), pod.Restarts()));
    });

    /// <summary>Probing container should have monotonically increasing restart count</summary>
    [Fact]
    public void Restarts_are_counted_up_to_five() => TwinCluster.Run(async cluster =>
    {
        await cluster.BehaveAsync("main", """ "liveness":{"failsAfter":{"mean":"1s"}} """);
        await cluster.PodAsync(
            "p", container: Probe("livenessProbe", """ "httpGet":{"path":"/","port":80} """, "\"failureThreshold\":1"));
        var counts = new List<int>();
        await cluster.UntilPodAsync("p", p =>
        {
            counts.Add(p.Restarts());
            return counts[^1] >= 5;
        });
        Assert.Equal(counts.Order(), counts);
    });

    /// <summary>Probing container with readiness probe that fails should never be ready and never restart</summary>
    [Fact]
    public void A_container_whose_readiness_fails_is_never_ready() => TwinCluster.Run(async cluster =>
    {
        await cluster.BehaveAsync("main", """ "readiness":{"never":true} """);
        await cluster.PodAsync("p", container: Probe("readinessProbe", """ "exec":{"command":["/bin/false"]} """, ""));
        await cluster.UntilPodAsync("p", p => p.Phase() == "Running");
        for (var look = 0; look < 60; look++)
        {
            var pod = await cluster.PodOfAsync("p");
            Assert.Equal((0, false), (pod.Restarts(), pod.IsReady()));
            await cluster.PassAsync(TimeSpan.FromSeconds(5));
        }
    });

    /// <summary>Probing container should be restarted by startup probe; should *not* be restarted by liveness probe
    /// because startup probe delays it</summary>
    [Fact]
    public void A_startup_probe_restarts_and_holds_liveness_back() => TwinCluster.Run(async cluster =>
    {
        await cluster.BehaveAsync("main", """ "readiness":{"never":true},"liveness":{"failsAfter":{"mean":"1s"}} """);
        const string exec = """ "exec":{"command":["/bin/false"]} """;
        var liveness = Probe("livenessProbe", exec, "\"failureThreshold\":1");
        var startup = Probe("startupProbe", exec, "\"periodSeconds\":2,\"failureThreshold\":3");
        await cluster.PodAsync("soon", container: $"{liveness},{startup}");
        startup = Probe("startupProbe", exec, "\"periodSeconds\":10,\"failureThreshold\":60");
        await cluster.PodAsync("late", container: $"{liveness},{startup}");
        var pod = await cluster.UntilPodAsync("soon", p => p.Restarts() >= 1);
        Assert.False((bool)pod.Container("main")["started"]!);
        await cluster.PassAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(0, (await cluster.PodOfAsync("late")).Restarts());
    });

    /// <summary>Probing container should be ready immediately after startupProbe succeeds</summary>
    [Fact]
    public void A_container_is_ready_as_soon_as_its_startup_probe_succeeds() => TwinCluster.Run(async cluster =>
    {
        await cluster.BehaveAsync("main", """ "ready":{"mean":"25s"} """);
        const string exec = """ "exec":{"command":["cat","/tmp/startup"]} """;
        await cluster.PodAsync("p", container:
            $"{Probe("startupProbe", exec, "\"failureThreshold\":60,\"periodSeconds\":3")},"
            + Probe("readinessProbe", exec, "\"periodSeconds\":60,\"initialDelaySeconds\":10"));
        var started = await cluster.UntilPodAsync("p", p => (bool?)p.Container("main")["started"] == true);
        var at = cluster.Now;
        await cluster.UntilPodAsync("p", p => p.IsReady());
        Assert.True(cluster.Now - at < TimeSpan.FromSeconds(10), $"ready {cluster.Now - at} after it started");
        Assert.Equal(0, started.Restarts());
    });

    /// <summary>Probing container should override timeoutGracePeriodSeconds when LivenessProbe, StartupProbe field is
    /// set</summary>
    [Theory]
    [InlineData("livenessProbe", 5, 10, 60)]
    [InlineData("startupProbe", 5, 10, 60)]
    [InlineData("livenessProbe", null, 500, 600)]
    public void A_probe_that_fails_gives_a_grace_of_its_own(string probe, int? grace, int least, int most) =>
        TwinCluster.Run(async cluster =>
        {
            await cluster.BehaveAsync("main", $$"""
                "readiness":{"never":{{(probe == "startupProbe" ? "true" : "false")}} },
                "liveness":{"failsAfter":{"mean":"1s"} },"stop":{"mean":"1000s"}
                """);
            var own = grace is null ? "" : $",\"terminationGracePeriodSeconds\":{grace}";
            await cluster.PodAsync(
                "p",
                "\"terminationGracePeriodSeconds\":500",
                Probe(probe, """ "exec":{"command":["/bin/false"]} """, $"\"failureThreshold\":10{own}"));
            var began = cluster.Now;
            await cluster.UntilPodAsync("p", p => p.Restarts() >= 1);
            Assert.InRange((cluster.Now - began).TotalSeconds, least, most);
        });

    private static string Probe(string kind, string means, string more) =>
        more.Contains("periodSeconds", StringComparison.Ordinal)
            ? $$""" "{{kind}}":{ {{means}}, {{more}} } """
            : $$""" "{{kind}}":{ {{means}},"periodSeconds":1{{(more.Length == 0 ? "" : $",{more}")}} } """;

    private static string Sidecar(string name, string probe) =>
        $$"""{"name":"{{name}}","image":"registry.example/{{name}}:1","restartPolicy":"Always",{{probe}} }""";
}
