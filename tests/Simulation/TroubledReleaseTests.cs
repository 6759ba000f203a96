using Fairway.Simulation.Fleets;
using Fairway.Simulation.Stories;

namespace Fairway.Simulation;

/// <summary>Releases into which people and clusters come, without faults by chance.</summary>
public sealed class TroubledReleaseTests
{
    private const string First = "1.0.0 1.0.0 1.0.0 1.0.0";
    private const string Second = "1.1.0 1.1.0 1.1.0 1.1.0";
    private const string Set = "/apis/apps/v1/namespaces/cache/statefulsets/registry-cache";
    private const string Map = "/api/v1/namespaces/cache/configmaps/registry-cache";

    [Fact]
    public void Drift_of_a_field_that_is_not_ours_stays_where_it_is() => Seeded.Run(async fleet =>
    {
        await UntilAsync(fleet, "c1", "Bake");
        await fleet.Fleet.Tenant("c1").PatchAsync(Map, """{"data":{"theirs":"stays"}}""");
        await fleet.UntilPhaseAsync("second", "Succeeded");
        var map = fleet.Fleet.Tenant("c1").Find("configmaps", "cache", "registry-cache");
        Assert.Equal("stays", (string?)map!["data"]!["theirs"]);
        Assert.Equal(Second, fleet.Images("c1"));
    });

    [Fact]
    public void Drift_that_was_not_planned_holds_its_cluster_alone_until_it_is_gone() => Seeded.Run(async fleet =>
    {
        await UntilAsync(fleet, "c1", "Bake");
        await fleet.Fleet.Tenant("p2").PatchAsync(Set, """{"spec":{"replicas":5}}""");
        await UntilPhaseAsync(fleet, "p2", "Held");
        await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("DifferentFromPlan", fleet.ReasonOf("p2", "second"));
        Assert.Equal(Second, fleet.Images("p1"));
        Assert.StartsWith(First, fleet.Images("p2"));
        await fleet.Fleet.Tenant("p2").PatchAsync(Set, """{"spec":{"replicas":4}}""");
        await fleet.UntilPhaseAsync("second", "Succeeded");
        Assert.Equal(Second, fleet.Images("p2"));
    });

    [Fact]
    public void A_hot_fix_at_a_held_partition_goes_no_further_and_is_taken_back() => Seeded.Run(async fleet =>
    {
        await UntilAsync(fleet, "c1", "Bake");
        await fleet.Fleet.Tenant("c1").PatchAsync(Set, """
            {"spec":{"template":{"metadata":{"annotations":{"hot":"fix"}}}}}
            """);
        await fleet.UntilPhaseAsync("second", "RolledBack");
        Assert.Equal(First, fleet.Images("c1"));
        Assert.Equal(First, fleet.Images("p1"));
    });

    [Fact]
    public void A_cluster_that_is_deleted_and_restored_comes_to_its_turn() => Seeded.Run(async fleet =>
    {
        await UntilAsync(fleet, "c1", "Bake");
        await fleet.Fleet.Meta.DeleteAsync($"{People.PathOf("clusters", "p1")}/kubernetes-cluster");
        await fleet.Fleet.PassAsync(5);
        await fleet.RegisterAsync("p1", "production", 5);
        await fleet.UntilPhaseAsync("second", "Succeeded");
        Assert.All(ReferenceFleet.Members, member => Assert.Equal(Second, fleet.Images(member.Id)));
    });

    [Fact]
    public void A_cluster_that_is_deleted_in_flight_leaves_and_the_release_ends() => Seeded.Run(async fleet =>
    {
        await UntilAsync(fleet, "s1", "Step");
        await fleet.Fleet.Meta.DeleteAsync($"{People.PathOf("clusters", "s1")}/kubernetes-cluster");
        await fleet.UntilPhaseAsync("second", "Succeeded");
        Assert.Equal(Second, fleet.Images("p2"));
    });

    [Fact]
    public void A_cluster_that_joins_with_the_same_changes_gets_them_in_its_stage() => Seeded.Run(async fleet =>
    {
        await fleet.ReleaseAsync("first", "1.0.0");
        await fleet.UntilClusterAsync("c1", "first", "Bake");
        await fleet.AddAsync("p3", "production", 2);
        await fleet.UntilPhaseAsync("first", "Succeeded");
        Assert.Equal(First, fleet.Images("p2"));
        Assert.Equal(First, fleet.Images("p3"));
    });

    [Fact]
    public void A_cluster_that_joins_with_changes_of_its_own_is_held_alone() => Seeded.Run(async fleet =>
    {
        await UntilAsync(fleet, "c1", "Bake");
        await fleet.AddAsync("p3", "production", 2);
        await UntilPhaseAsync(fleet, "p3", "Held");
        await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal("DifferentFromPlan", fleet.ReasonOf("p3", "second"));
        Assert.Equal(Second, fleet.Images("p2"));
        Assert.Equal("", fleet.Images("p3"));
        await fleet.Fleet.Meta.DeleteAsync($"{People.PathOf("clusters", "p3")}/kubernetes-cluster");
        await fleet.UntilPhaseAsync("second", "Succeeded");
    });

    [Fact]
    public void A_manager_that_wakes_from_a_long_pause_does_nothing_twice() => Seeded.Run(async fleet =>
    {
        await UntilAsync(fleet, "c1", "Step");
        foreach (var name in new[] { "m1", "m2", "m1" })
        {
            fleet.Processes[name].Freeze();
            await fleet.Fleet.PassAsync(90);
            fleet.Processes[name].Thaw();
            await fleet.Fleet.PassAsync(1);
        }

        await fleet.UntilPhaseAsync("second", "Succeeded");
        Assert.All(ReferenceFleet.Members, member => Assert.Equal(Second, fleet.Images(member.Id)));
    });

    [Fact]
    public void A_cluster_that_is_cut_off_halts_when_its_permit_lapses_and_goes_on() => Seeded.Run(async fleet =>
    {
        await UntilAsync(fleet, "c1", "Step");
        fleet.Fleet.Faults.Cut("*", "c1");
        await fleet.Fleet.PassAsync(60);
        fleet.Fleet.Faults.Mend("*", "c1");
        await fleet.UntilPhaseAsync("second", "Succeeded");
        Assert.Equal(Second, fleet.Images("c1"));
    });

    [Fact]
    public void A_release_that_has_gone_through_is_rolled_back_whole() => Seeded.Run(async fleet =>
    {
        await UntilAsync(fleet, "c1", "Step");
        await fleet.UntilPhaseAsync("second", "Succeeded");
        await fleet.ChangeReleaseAsync("second", """{"rollBack":true}""");
        await fleet.UntilPhaseAsync("second", "RolledBack");
        Assert.All(ReferenceFleet.Members, member => Assert.Equal(First, fleet.Images(member.Id)));
    });

    private static async Task UntilAsync(ReferenceFleet fleet, string cluster, string phase)
    {
        await fleet.ReleaseAsync("first", "1.0.0");
        await fleet.UntilPhaseAsync("first", "Succeeded");
        await fleet.ReleaseAsync("second", "1.1.0");
        await UntilPhaseAsync(fleet, cluster, phase);
    }

    private static Task UntilPhaseAsync(ReferenceFleet fleet, string cluster, string phase) =>
        fleet.UntilClusterAsync(cluster, "second", phase);
}
