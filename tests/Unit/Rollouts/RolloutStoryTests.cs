using Fairway.Api;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Tests.Twin.Behaviour;
using Fairway.Tests.Workloads;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Timing;
using Xunit;

namespace Fairway.Tests.Rollouts;

/// <summary>Whole rollouts of each kind in a cluster with its controllers, in virtual time: what happened is a file
/// that is read like an explanation, and the limits are asserted at each change of a pod.</summary>
public sealed class RolloutStoryTests
{
    private const int Replicas = 6;

    private static readonly PodBehaviours Behaviours = new(
        [
            new PodBehaviourRule(
                PodBehaviour.Default with { EndsAfter = TimeSpan.FromSeconds(1), BecomesReady = false }, "*:bad*"),
        ],
        PodBehaviour.Default);

    public static TheoryData<string, string> Kinds => new()
    {
        { "apps/v1", "DaemonSet" },
        { "apps/v1", "Deployment" },
        { "apps/v1", "StatefulSet" },
        { "apps.kruise.io/v1alpha1", "CloneSet" },
        { "apps.kruise.io/v1beta1", "DaemonSet" },
        { "apps.kruise.io/v1beta1", "StatefulSet" },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_good_version_goes_by_steps_with_a_pause_and_a_scaling(string apiVersion, string kind) =>
        Play(apiVersion, kind, "good", null);

    [Theory, MemberData(nameof(Kinds))]
    public void A_good_version_goes_by_steps_in_an_order_that_is_drawn(string apiVersion, string kind) =>
        Play(apiVersion, kind, "good", new SimulationSeed(7));

    [Theory, MemberData(nameof(Kinds))]
    public void A_bad_version_stops_and_goes_back_and_one_is_superseded(string apiVersion, string kind) =>
        Play(apiVersion, kind, "bad", null);

    [Theory]
    [InlineData("apps/v1", "Deployment")]
    [InlineData("apps/v1", "StatefulSet")]
    [InlineData("apps.kruise.io/v1alpha1", "CloneSet")]
    [InlineData("apps.kruise.io/v1beta1", "StatefulSet")]
    public void A_set_that_is_made_smaller_in_the_middle_keeps_to_its_step(string apiVersion, string kind) =>
        Play(apiVersion, kind, "scale-in", null);

    private static void Play(string apiVersion, string kind, string plot, SimulationSeed? seed)
    {
        var (name, story) = ($"{(apiVersion == "apps/v1" ? "" : "kruise-")}{kind.ToLowerInvariant()}-{plot}", "");
        KruiseCluster.Run(
            async cluster =>
            {
                await new CrdInstaller(cluster.Api, KubeEnvironment.Of(cluster.Time, 3))
                    .InstallAsync(ApiCrds.Tenant, TimeSpan.FromSeconds(30), CancellationToken.None);
                var scene = new TenantScene(cluster, kind) { ApiVersion = apiVersion };
                try
                {
                    scene.StartTenant();
                    await scene.CreateAsync(Replicas);
                    await using var teller = new StoryTeller(cluster);
                    await cluster.PassAsync(TimeSpan.FromSeconds(1));
                    await (plot switch
                    {
                        "good" => GoodAsync(scene, teller, kind),
                        "scale-in" => ScaleInAsync(scene, teller),
                        _ => BadAsync(scene, teller),
                    });
                    var writes = scene.Last!.Api.Writes.Count;
                    await cluster.PassAsync(TimeSpan.FromMinutes(10));
                    Assert.Equal([], scene.Last.Api.Writes.Skip(writes));
                    Assert.Equal([], teller.Offences.Take(1));
                    story = teller.Story;
                }
                finally
                {
                    await scene.EndAsync();
                }
            },
            Replicas,
            Behaviours,
            seed);
        Golden.Check(seed is null ? name : $"{name}-drawn", story);
    }

    private static async Task GoodAsync(TenantScene scene, StoryTeller teller, string kind)
    {
        (teller.LeastReady, teller.Most) = (Replicas - 1, Replicas + 1);
        await BeginAsync(scene, teller, "app:2", "5", "\"50%\"", "0");
        teller.MostNew = 1;
        await WalkAsync(scene, teller, 0);
        teller.MostNew = 3;
        teller.Tell("step 1 is granted");
        await scene.GrantAsync(1);
        await scene.Cluster.PassAsync(TimeSpan.FromMilliseconds(300));
        teller.Tell("somebody pauses");
        await scene.PatchRolloutAsync("""{"spec":{"paused":true}}""");
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(20));
        teller.Tell("goes on");
        await WalkAsync(scene, teller, 1);
        if (kind != "DaemonSet")
        {
            // The partition is a number where the kind has its own: of what is added there all may be new.
            (teller.Most, teller.MostNew) = (Replicas + 3, kind == "Deployment" ? 4 : 5);
            teller.Tell("somebody scales to 8");
            await scene.Cluster.MergeAsync(scene.WorkloadPath, """{"spec":{"replicas":8}}""");
            await scene.Cluster.PassAsync(TimeSpan.FromSeconds(20));
        }

        teller.MostNew = int.MaxValue;
        Assert.Equal(RolloutPhase.Complete, (await WalkAsync(scene, teller, 2)).Phase);
    }

    private static async Task ScaleInAsync(TenantScene scene, StoryTeller teller)
    {
        (teller.LeastReady, teller.Most) = (Replicas - 1, Replicas + 1);
        await BeginAsync(scene, teller, "app:2", "5", "\"50%\"", "0");
        teller.MostNew = 1;
        await WalkAsync(scene, teller, 0);
        teller.MostNew = 3;
        teller.Tell("step 1 is granted");
        await scene.GrantAsync(1);
        await scene.Cluster.PassAsync(TimeSpan.FromMilliseconds(300));
        await ScaleAsync(scene, teller, 4);
        await WalkAsync(scene, teller, 1);
        await ScaleAsync(scene, teller, 3);
        teller.MostNew = int.MaxValue;
        Assert.Equal(RolloutPhase.Complete, (await WalkAsync(scene, teller, 2)).Phase);
        Assert.Equal(3, await scene.CountAsync("app:2"));
    }

    private static async Task ScaleAsync(TenantScene scene, StoryTeller teller, int replicas)
    {
        teller.Tell($"somebody scales to {replicas}");
        teller.LeastReady = replicas - 1;
        await scene.Cluster.MergeAsync(
            scene.WorkloadPath, $$$"""{"spec":{"replicas":{{{replicas}}} } }""");
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task BadAsync(TenantScene scene, StoryTeller teller)
    {
        teller.LeastReady = Replicas - 1;
        await BeginAsync(scene, teller, "app:bad", "5", "0");
        teller.MostNew = 1;
        teller.Tell("step 0 is granted");
        await scene.WalkAsync(0, status => status.Phase == RolloutPhase.Stopped);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        await BeginAsync(scene, teller, "app:1", "5", "0");
        Assert.Equal(RolloutPhase.Complete, (await WalkAsync(scene, teller, 1)).Phase);
        await BeginAsync(scene, teller, "app:3", "3", "0");
        teller.MostNew = 3;
        await WalkAsync(scene, teller, 0);
        await BeginAsync(scene, teller, "app:4", "0");
        teller.MostNew = int.MaxValue;
        Assert.Equal(RolloutPhase.Complete, (await WalkAsync(scene, teller, 0)).Phase);
    }

    private static async Task BeginAsync(TenantScene scene, StoryTeller teller, string image, params string[] steps)
    {
        teller.Tell($"{image} is to come by steps that keep {string.Join(", ", steps)} old");
        (teller.New, teller.MostNew) = (image, image == "app:1" ? int.MaxValue : 0);
        await scene.BrakeAsync(steps);
        teller.Tell($"the template becomes {image}");
        await scene.BringAsync(image);
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(5));
    }

    private static async Task<RolloutStatus> WalkAsync(TenantScene scene, StoryTeller teller, int step)
    {
        teller.Tell($"step {step} is granted");
        var status = await scene.WalkAsync(step);
        await scene.Cluster.PassAsync(TimeSpan.FromSeconds(5));
        return status;
    }
}
