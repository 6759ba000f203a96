using Fairway.Simulation.Fleets;
using Fairway.Simulation.Stories;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Checkers;

/// <summary>Each checker is seen to cry out: somebody writes what our processes must never write.</summary>
public sealed class SabotageTests
{
    private const string Set = "/apis/apps/v1/namespaces/cache/statefulsets/registry-cache";
    private static readonly string Rollout = $"{People.PathOf("rollouts", "cache")}/statefulset-registry-cache";

    [Fact]
    public void A_step_that_is_called_done_without_pods_is_seen() => Cries("invariant 1", async fleet =>
    {
        await StepAsync(fleet);
        await StatusAsync(fleet, """{"phase":"Bake"}""");
    });

    [Fact]
    public void A_cluster_more_in_flight_than_allowed_is_seen() => Cries("invariant 2", async fleet =>
    {
        await StepAsync(fleet);
        await fleet.Fleet.Meta.PatchAsync($"{People.PathOf("releases")}/second/status", """
            {"status":{"slots":[{"cluster":"c1","since":"2026-01-01T00:00:00Z"},
             {"cluster":"s1","since":"2026-01-01T00:00:00Z"}]}}
            """);
    });

    [Fact]
    public void A_replica_that_is_taken_away_while_another_is_missing_is_seen() => Cries("invariant 3", async fleet =>
    {
        const string Pods = "/api/v1/namespaces/cache/pods/registry-cache";
        await fleet.Fleet.Tenant("c1").DeleteAsync($"{Pods}-0");
        await fleet.Fleet.Tenant("c1").DeleteAsync($"{Pods}-1", "tenant@c1");
    });

    [Fact]
    public void A_manager_that_moves_the_brake_is_seen() => Cries("invariant 4", async fleet =>
    {
        await StepAsync(fleet);
        await PartitionAsync(fleet, 0, "m1");
    });

    [Fact]
    public void A_replica_beyond_the_permit_is_seen() => Cries("invariant 4", async fleet =>
    {
        await StepAsync(fleet);
        fleet.Processes["tenant@c1"].Freeze();
        await PartitionAsync(fleet, 0, "somebody");
        await fleet.Fleet.PassAsync(60);
    });

    [Fact]
    public void A_step_after_the_permit_is_seen() => Cries("invariant 5", async fleet =>
    {
        await UntilPhaseAsync(fleet, "Bake");
        fleet.Processes["m1"].Freeze();
        fleet.Processes["m2"].Freeze();
        await fleet.Fleet.PassAsync(120);
        await PartitionAsync(fleet, 3, "tenant@c1");
        await PartitionAsync(fleet, 2, "tenant@c1");
    });

    [Fact]
    public void A_step_under_a_stop_is_seen() => Cries("invariant 5", async fleet =>
    {
        await StepAsync(fleet);
        await fleet.StopAsync("halt");
        await fleet.Fleet.PassAsync(10);
        await fleet.Fleet.Tenant("c1").PatchAsync(Rollout, """{"spec":{"permittedThrough":1}}""", "m1");
    });

    [Fact]
    public void A_stage_before_its_turn_is_seen() => Cries(
        "invariant 5",
        async fleet =>
        {
            await StepAsync(fleet);
            await fleet.Fleet.Meta.PatchAsync(
                $"{People.PathOf("clusterreleases", "s1")}/first/status", """{"status":{"phase":"Pending"}}""");
            await StatusAsync(fleet, """{"phase":"Failed"}""", "first");
            await fleet.Fleet.Meta.PatchAsync(
                $"{People.PathOf("clusterreleases", "s1")}/first/status", """{"status":{"phase":"Configure"}}""");
        },
        clusters: 2);

    [Fact]
    public void A_field_that_was_not_approved_is_seen() => Cries("invariant 6", async fleet =>
    {
        await UntilPhaseAsync(fleet, "Configure");
        fleet.Processes["m1"].Freeze();
        fleet.Processes["m2"].Freeze();
        await fleet.Fleet.Tenant("c1").PatchAsync(Set, """{"spec":{"minReadySeconds":7}}""", "m1");
    });

    [Fact]
    public void A_slot_of_a_cluster_that_is_gone_is_seen() => Cries("invariant 7", async fleet =>
    {
        await StepAsync(fleet);
        fleet.Processes["m1"].Kill();
        fleet.Processes["m2"].Kill();
        await fleet.Fleet.Meta.DeleteAsync($"{People.PathOf("clusters", "c1")}/kubernetes-cluster");
        await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(11));
        await fleet.ChangeReleaseAsync("second", """{"paused":true}""");
    });

    [Fact]
    public void A_batch_that_is_repeated_is_seen() => Cries("invariant 8", async fleet =>
    {
        await UntilPhaseAsync(fleet, "Bake");
        await fleet.Fleet.Tenant("c1").DeleteAsync("/api/v1/namespaces/cache/pods/registry-cache-3");
        await fleet.Fleet.PassAsync(10);
    });

    [Fact]
    public void A_rollback_that_restores_nothing_is_seen() => Cries("invariant 10", async fleet =>
    {
        await UntilPhaseAsync(fleet, "Bake");
        await StatusAsync(fleet, """{"phase":"RolledBack"}""");
    });

    [Fact]
    public void A_field_of_others_that_is_changed_is_seen() => Cries("invariant 11", async fleet =>
    {
        await fleet.Fleet.Tenant("c1").PatchAsync(Set, """{"metadata":{"labels":{"team":"ours"}}}""");
        await fleet.Fleet.Tenant("c1").PatchAsync(Set, """{"metadata":{"labels":{"team":"theirs"}}}""", "m1");
    });

    [Fact]
    public void A_deletion_of_what_others_made_is_seen() => Cries("invariant 11", fleet =>
        fleet.Fleet.Tenant("c1").DeleteAsync("/api/v1/namespaces/default/configmaps/kube-root-ca.crt", "m1"));

    [Fact]
    public void A_write_at_rest_is_seen() => Cries("invariant 12", async fleet =>
    {
        fleet.Fleet.Checks.Quiet.IsAtRest = true;
        await fleet.Fleet.Tenant("c1").PatchAsync(Rollout, """{"spec":{"paused":true}}""", "m1");
    });

    private static void Cries(string what, Func<ReferenceFleet, Task> sabotage, int clusters = 1)
    {
        var cry = Assert.Throws<SimulationException>(() => Seeded.Run(
            async fleet =>
            {
                await fleet.ReleaseAsync("first", "1.0.0");
                await fleet.UntilPhaseAsync("first", "Succeeded");
                await sabotage(fleet);
                await fleet.Fleet.PassAsync(1);
            },
            clusters: clusters));
        Assert.StartsWith(what, cry.Message);
    }

    private static Task StepAsync(ReferenceFleet fleet) => UntilPhaseAsync(fleet, "Step");

    private static async Task UntilPhaseAsync(ReferenceFleet fleet, string phase)
    {
        await fleet.ReleaseAsync("second", "1.1.0");
        await fleet.UntilClusterAsync("c1", "second", phase);
    }

    private static Task StatusAsync(ReferenceFleet fleet, string status, string name = "second") =>
        fleet.Fleet.Meta.PatchAsync(
            $"{People.PathOf("clusterreleases", "c1")}/{name}/status", $$"""{"status":{{status}} }""");

    private static Task PartitionAsync(ReferenceFleet fleet, int partition, string author) =>
        fleet.Fleet.Tenant("c1").PatchAsync(
            Set, $$"""{"spec":{"updateStrategy":{"rollingUpdate":{"partition":{{partition}} } } } }""", author);
}
