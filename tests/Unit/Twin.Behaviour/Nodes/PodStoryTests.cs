using Fairway.Api.Twins;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Nodes;

/// <summary>Whole lives of pods on bad days, as a kubelet tells them.</summary>
public sealed class PodStoryTests
{
    private static PodBehaviour Steady { get; } = new()
    {
        ImagePull = TimeSpan.FromSeconds(1), Start = TimeSpan.FromSeconds(1), Ready = TimeSpan.FromSeconds(2),
        Stop = TimeSpan.FromSeconds(3), Jitter = 0,
    };

    [Fact]
    public void A_registry_that_comes_back_is_found_at_the_next_try()
    {
        var life = new PodLife(Steady with
        {
            PullFails = true, PullFailure = PullFailure.Unavailable, PullFailsFor = TimeSpan.FromSeconds(30),
        });
        life.Run(TimeSpan.FromSeconds(60));
        Assert.True(life.Pod.IsReady);
        Golden.Check("pod-pull-fails", life.Story);
    }

    [Fact]
    public void Init_containers_go_one_after_the_other_and_sidecars_stay()
    {
        var life = new PodLife(Steady)
        {
            Behaviours = run => run.Spec.Name switch
            {
                "migrate" when run.Number < 2 => Steady with { EndsAfter = TimeSpan.FromSeconds(4), ExitCode = 3 },
                "migrate" => Steady with { EndsAfter = TimeSpan.FromSeconds(4), ExitCode = 0 },
                "app" => Steady with { EndsAfter = TimeSpan.FromSeconds(20), ExitCode = 0 },
                _ => null,
            },
        };
        life.Patch("""
            {"spec":{"restartPolicy":"OnFailure","initContainers":[
             {"name":"migrate","image":"registry.example/migrate:1"},
             {"name":"proxy","image":"registry.example/proxy:1","restartPolicy":"Always"}]}}
            """, "init containers");
        life.Run(TimeSpan.FromSeconds(120));
        Assert.Equal(PodPhase.Succeeded, life.Pod.Phase);
        Golden.Check("pod-init", life.Story);
    }

    [Fact]
    public void An_init_container_that_fails_for_good_fails_the_pod()
    {
        var life = new PodLife(Steady)
        {
            Behaviours = run => run.Role == ContainerRole.Init
                ? Steady with { EndsAfter = TimeSpan.FromSeconds(1), ExitCode = 1 }
                : null,
        };
        life.Patch("""
            {"spec":{"restartPolicy":"Never","initContainers":[{"name":"check","image":"registry.example/check:1"}]}}
            """, "an init container");
        life.Run(TimeSpan.FromSeconds(20));

        Assert.Equal(PodPhase.Failed, life.Pod.Phase);
        Assert.Equal(ContainerPlanner.Initializing, life.Pod.Containers[0].Waiting!.Reason);
        var initialized = life.Pod.Find("Initialized")!;
        Assert.Equal(
            ("False", "ContainersNotInitialized", "containers with incomplete status: [check]"),
            (initialized.Status, initialized.Reason, initialized.Message));
        Assert.Equal("PodFailed", life.Pod.ReadyCondition!.Reason);
    }

    [Fact]
    public void A_leak_ends_where_the_limit_is()
    {
        var life = new PodLife(Steady with { MemoryAtStart = 40 << 20, MemoryPerMinute = 60 << 20 });
        life.Patch("""
            {"spec":{"containers":[{"name":"app","image":"registry.example/app:1",
             "resources":{"limits":{"memory":"100Mi"},"requests":{"memory":"100Mi"}}}]}}
            """, "a limit of 100Mi");
        life.Run(TimeSpan.FromSeconds(150));
        Assert.Equal("OOMKilled", life.Pod.Containers[0].LastTerminated!.Reason);
        Golden.Check("pod-leak", life.Story);
    }

    [Fact]
    public void Probes_are_asked_as_the_pod_declares_them()
    {
        var life = new PodLife(Steady with
        {
            LivenessFailsAfter = TimeSpan.FromSeconds(40), ReadinessFailsAfter = TimeSpan.FromSeconds(10),
            ReadinessFailsFor = TimeSpan.FromSeconds(12), ReadinessRepeats = false,
        });
        life.Patch("""
            {"spec":{"containers":[{"name":"app","image":"registry.example/app:1",
             "startupProbe":{"exec":{"command":["x"]},"periodSeconds":3,"failureThreshold":10},
             "readinessProbe":{"httpGet":{"port":80},"periodSeconds":5,"failureThreshold":2},
             "livenessProbe":{"tcpSocket":{"port":80},"periodSeconds":10,"failureThreshold":3}}]}}
            """, "probes");
        life.Run(TimeSpan.FromSeconds(80));
        Golden.Check("pod-probes", life.Story);
    }

    [Fact]
    public void A_start_that_takes_longer_than_its_probe_allows_is_no_start()
    {
        var life = new PodLife(Steady with { Ready = TimeSpan.FromSeconds(60) });
        life.Patch("""
            {"spec":{"containers":[{"name":"app","image":"registry.example/app:1",
             "startupProbe":{"exec":{"command":["x"]},"periodSeconds":5,"failureThreshold":3}}]}}
            """, "a startup probe");
        life.Run(TimeSpan.FromSeconds(100));
        Assert.False(life.Pod.IsReady);
        Assert.True(life.Pod.Containers[0].RestartCount >= 2);
        Assert.Contains("Container app failed startup probe, will be restarted", life.Story);
    }

    [Fact]
    public void A_flapping_container_is_ready_and_not_for_ever_and_never_restarts()
    {
        var life = new PodLife(Steady with
        {
            ReadinessFailsAfter = TimeSpan.FromSeconds(20), ReadinessFailsFor = TimeSpan.FromSeconds(5),
            ReadinessRepeats = true,
        });
        life.Run(TimeSpan.FromSeconds(110));
        Assert.Equal(0, life.Pod.Containers[0].RestartCount);
        Golden.Check("pod-flapping", life.Story);
    }

    [Fact]
    public void A_pod_that_is_active_for_too_long_fails()
    {
        var life = new PodLife(Steady);
        life.Patch("""{"spec":{"activeDeadlineSeconds":30}}""", "a deadline");
        life.Run(TimeSpan.FromSeconds(60));
        Assert.Equal((PodPhase.Failed, "DeadlineExceeded"), (life.Pod.Phase, life.Pod.StatusReason));
        Assert.Equal("Pod was active on the node longer than the specified deadline", life.Pod.StatusMessage);
        Assert.Null(life.LastPlan.LookAgainAt);
    }

    [Fact]
    public void What_a_pod_needs_is_waited_for()
    {
        var life = new PodLife(Steady);
        life.Missing.UnionWith(["settings", "key"]);
        life.Patch("""
            {"spec":{"volumes":[{"name":"v","configMap":{"name":"settings"}},
              {"name":"o","secret":{"secretName":"absent","optional":true}}],
             "containers":[{"name":"app","image":"registry.example/app:1",
              "envFrom":[{"secretRef":{"name":"key"}}]}]}}
            """, "a ConfigMap and a Secret");
        life.Run(TimeSpan.FromSeconds(5));
        Assert.True(life.LastPlan.WaitsForObjects);
        life.Missing.Remove("settings");
        life.Run(TimeSpan.FromSeconds(5));
        Assert.True(life.LastPlan.WaitsForObjects);
        life.Missing.Remove("key");
        life.Run(TimeSpan.FromSeconds(5));
        Assert.False(life.LastPlan.WaitsForObjects);
        Assert.True(life.Pod.IsReady);
        Golden.Check("pod-needs", life.Story);
    }

    [Fact]
    public void A_long_run_forgives_earlier_crashes()
    {
        var life = new PodLife(Steady)
        {
            Behaviours = run => Steady with
            {
                EndsAfter = run.Number < 4 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(11),
            },
        };
        life.Run(TimeSpan.FromSeconds(10 + 20 + 40 + 10 + (60 * 11) + 5));

        // The fifth run has lasted eleven minutes: the sixth begins without delay.
        Assert.Equal(5, life.Pod.Containers[0].RestartCount);
        Assert.NotNull(life.Pod.Containers[0].RunningSince);
    }

    [Fact]
    public void A_resize_is_carried_out_where_the_node_has_room()
    {
        var life = new PodLife(Steady) { Cores = 4 };
        life.Patch(Sized("1", "NotRequired"), "one core");
        life.Run(TimeSpan.FromSeconds(10));
        var began = life.Pod.Containers[0].ContainerId;
        life.Patch(Sized("2", "NotRequired"), "two cores");
        life.Run(TimeSpan.FromSeconds(10));
        Assert.Equal("2", ResourceText.Amount(life.Pod.Containers[0].Resources, "requests", "cpu"));
        Assert.Equal(began, life.Pod.Containers[0].ContainerId);

        life.Patch(Sized("8", "NotRequired"), "eight cores");
        life.Run(TimeSpan.FromSeconds(10));
        Assert.Equal("2", ResourceText.Amount(life.Pod.Containers[0].Resources, "requests", "cpu"));
        var pending = life.Pod.Find("PodResizePending")!;
        Assert.Equal(
            ("Infeasible", "Node didn't have enough capacity: cpu, requested: 8000, capacity: 4000"),
            (pending.Reason, pending.Message));

        life.Patch(Sized("3", "RestartContainer"), "three cores, with a restart");
        life.Run(TimeSpan.FromSeconds(10));
        Assert.Null(life.Pod.Find("PodResizePending"));
        Assert.Equal("3", ResourceText.Amount(life.Pod.Containers[0].Resources, "requests", "cpu"));
        Assert.Equal(1, life.Pod.Containers[0].RestartCount);
    }

    [Fact]
    public void An_ephemeral_container_runs_and_changes_nothing_else()
    {
        var life = new PodLife(Steady);
        life.Run(TimeSpan.FromSeconds(10));
        life.Patch(
            """{"spec":{"ephemeralContainers":[{"name":"debug","image":"registry.example/debug:1"}]}}""", "debug");
        life.Run(TimeSpan.FromSeconds(10));
        Assert.NotNull(life.Pod.EphemeralContainers[0].RunningSince);
        Assert.True(life.Pod.IsReady);
        Assert.Equal(0, life.Pod.Containers[0].RestartCount);
    }

    [Fact]
    public void An_image_that_may_not_be_pulled_must_be_there()
    {
        var life = new PodLife(Steady);
        life.Patch(
            """{"spec":{"containers":[{"name":"app","image":"registry.example/app:1","imagePullPolicy":"Never"}]}}""",
            "never pulled");
        life.Run(TimeSpan.FromSeconds(10));
        Assert.Equal("ErrImageNeverPull", life.Pod.Containers[0].Waiting!.Reason);
        life.Behave(Steady with { ImageIsPresent = true }, "the image is there");
        life.Run(TimeSpan.FromSeconds(10));
        Assert.True(life.Pod.IsReady);
    }

    [Fact]
    public void What_is_said_anew_counts_for_a_container_that_runs()
    {
        var life = new PodLife(Steady);
        life.Run(TimeSpan.FromSeconds(10));
        life.Behave(Steady with { Ready = TimeSpan.FromHours(1) }, "slow starts");
        life.Run(TimeSpan.FromSeconds(10));
        Assert.True(life.Pod.IsReady);
        life.Behave(Steady with { BecomesReady = false }, "never ready");
        life.Run(TimeSpan.FromSeconds(10));
        Assert.False(life.Pod.IsReady);
        life.Behave(Steady, "as usual");
        life.Run(TimeSpan.FromSeconds(10));
        Assert.True(life.Pod.IsReady);
        Assert.Equal(0, life.Pod.Containers[0].RestartCount);
    }

    [Fact]
    public void A_status_speaks_of_the_generation_that_it_has_seen()
    {
        var life = new PodLife(Steady);
        life.Patch("""{"metadata":{"generation":1}}""", "generation 1");
        life.Run(TimeSpan.FromSeconds(10));
        life.Patch("""{"metadata":{"generation":2}}""", "generation 2");
        life.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(2, life.Pod.ObservedGeneration);
        Assert.Equal(2, life.Pod.ReadyCondition!.ObservedGeneration);
        var writes = life.Writes;
        life.Run(TimeSpan.FromSeconds(100));
        Assert.Equal(writes, life.Writes);
    }

    private static string Sized(string cpu, string policy) =>
        $$$"""
        {"spec":{"containers":[{"name":"app","image":"registry.example/app:1",
         "resizePolicy":[{"resourceName":"cpu","restartPolicy":"{{{policy}}}"}],
         "resources":{"requests":{"cpu":"{{{cpu}}}"} } }] } }
        """;
}
