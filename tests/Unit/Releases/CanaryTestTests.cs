using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Probes;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Kube.Requests;
using Fairway.Tests.Releases.CanaryTests;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>Canary tests around whole Releases: something writes statuses over the API of the tenant cluster, as
/// whoever runs tests does.</summary>
public sealed class CanaryTestTests
{
    private const string Pipeline = """
        {
          "stages": [{"name": "canary", "selector": {}}],
          "steps": [{"partition": "50%", "bake": "5s"}, {"partition": 0, "bake": "5s"}],
          "stepDeadline": "2m",
          "canaryTests": {"names": ["basic"], "minRuns": 2}
        }
        """;

    private static readonly ObjectKey Key = new("fairway-system", "basic");

    private static readonly KubeResource Sets = FairwayResources.Of<CanaryTestSet>();

    [Fact]
    public void Missing_tests_hold_a_release_old_runs_count_for_nothing_and_fresh_ones_let_it_through() =>
        ReleaseWorld.Run(async world =>
        {
            var tenant = await BeginAsync(world);
            await UntilSaysAsync(world, "the cluster has no CanaryTestSets");
            await InstallAsync(world, tenant);
            await UntilSaysAsync(world, "there is no CanaryTestSet fairway-system/basic");
            await MakeSetAsync(tenant);
            await UntilSaysAsync(world, "nobody has run the tests of basic yet");
            var step = (await world.FindAsync("c1", "two"))!.Status!.PhaseSince!.Value;
            await WriteAsync(tenant, Runs.At(step.AddSeconds(-20)), Runs.At(step.AddSeconds(-50)));
            await UntilSaysAsync(world, "basic/dns has 0 runs since the step, and 2 must be there");
            Assert.DoesNotContain(world.Deeds, deed => deed.What == "grant 1");

            await WriteAsync(tenant, Runs.At(step.AddSeconds(40)), Runs.At(step.AddSeconds(10)));
            await world.UntilAsync("c1", "two", one => one.Status?.Phase == ClusterReleasePhase.PostCheck);
            Assert.Contains(world.Deeds, deed => deed.What == "grant 1");
            await UntilSaysAsync(world, "basic/dns has 0 runs since everything was brought, and 2 must be there");
            await world.PassAsync(20);
            await WriteAsync(tenant, Runs.At(world.Now.AddSeconds(-6)), Runs.At(world.Now.AddSeconds(-12)));
            await world.UntilAsync("two", ReleasePhase.Succeeded);

            var seen = (await world.FindAsync("c1", "two"))!.Status!.Gates!.Single(
                one => one.Gate == "canary-tests/after");
            Assert.Equal(
                ("Pass", "basic/dns: 2 of 2 runs since everything was brought succeeded"), (seen.Decision, seen.Says));
            Assert.NotNull(seen.Evidence);
        });

    [Fact]
    public void Tests_that_fail_after_a_step_take_the_cluster_back_and_do_not_hold_its_way() =>
        ReleaseWorld.Run(async world =>
        {
            var tenant = await BeginAsync(world);
            await InstallAsync(world, tenant);
            await MakeSetAsync(tenant);
            await UntilSaysAsync(world, "nobody has run the tests of basic yet");
            await world.PassAsync(20);
            await WriteAsync(tenant, Runs.At(world.Now.AddSeconds(-6), "pod web-1 has no address"));
            await world.UntilAsync("two", ReleasePhase.RolledBack);

            var status = (await world.FindAsync("c1", "two"))!.Status!;
            Assert.Equal(
                "GateFailed: canary-tests/step: basic/dns: 1 of 1 runs since the step failed "
                + "(last: pod web-1 has no address), and 100% of 2 must succeed",
                status.Failure);
            Assert.Equal(ClusterReleasePhase.RolledBack, status.Phase);
            Assert.Equal("1.0.0", tenant.Running);
            Assert.DoesNotContain(world.Deeds, deed => deed is { Version: "2.0.0", What: "grant 1" });
        });

    [Fact]
    public void Tests_that_nobody_runs_fail_the_cluster_at_its_deadline() => ReleaseWorld.Run(async world =>
    {
        var tenant = await BeginAsync(world);
        await InstallAsync(world, tenant);
        await MakeSetAsync(tenant);
        await world.UntilAsync("two", ReleasePhase.RolledBack);

        Assert.Equal(
            "GateFailed: canary-tests/step: did not pass in time: nobody has run the tests of basic yet",
            (await world.FindAsync("c1", "two"))!.Status!.Failure);
    });

    /// <summary>A cluster on 1.0.0, and a Release of 2.0.0 that demands canary tests.</summary>
    private static async Task<FakeTenant> BeginAsync(ReleaseWorld world)
    {
        world.Manager();
        await world.PipelineAsync("""{"stages": [{"name": "canary", "selector": {}}]}""");
        var tenant = await world.ClusterAsync("c1", "canary");
        await world.ReleaseAsync("one", "1.0.0");
        await world.UntilAsync("one", ReleasePhase.Succeeded);
        await world.PatchAsync("/apis/fairway.dev/v1alpha1/releasepipelines/fleet", $$"""{"spec": {{Pipeline}} }""");
        await world.ReleaseAsync("two", "2.0.0");
        return tenant;
    }

    private static Task<ClusterRelease> UntilSaysAsync(ReleaseWorld world, string says) => world.UntilAsync(
        "c1", "two", one => one.Status?.Message?.Contains(says, StringComparison.Ordinal) == true);

    private static async Task InstallAsync(ReleaseWorld world, FakeTenant tenant)
    {
        await new CrdInstaller(tenant.Api, KubeEnvironment.Of(world.Time, 1))
            .InstallAsync(ApiCrds.Tenant, TimeSpan.FromMinutes(1), CancellationToken.None);
        await tenant.Api.CreateAsync(
            KubeResources.Namespaces,
            null,
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = Key.Namespace } },
            null,
            CancellationToken.None);
    }

    private static Task MakeSetAsync(FakeTenant tenant) => tenant.Api.CreateAsync(
        Sets,
        Key.Namespace,
        new JsonObject
        {
            ["apiVersion"] = Sets.ApiVersion,
            ["kind"] = Sets.Kind,
            ["metadata"] = new JsonObject { ["name"] = Key.Name },
            ["spec"] = new JsonObject { ["tests"] = new JsonArray(new JsonObject { ["name"] = "dns" }) },
        },
        null,
        CancellationToken.None);

    private static Task WriteAsync(FakeTenant tenant, params CanaryTestRun[] runs) => tenant.Api.MergePatchAsync(
        Sets,
        Key,
        new JsonObject
        {
            ["status"] = JsonSerializer.SerializeToNode(
                new CanaryTestSet
                {
                    Status = new CanaryTestSetStatus { ObservedGeneration = 1, Tests = [Runs.Test("dns", runs)] },
                },
                ApiJson.Default.CanaryTestSet)!["status"]!.DeepClone(),
        },
        new WriteOptions { Subresource = "status" },
        CancellationToken.None);
}
