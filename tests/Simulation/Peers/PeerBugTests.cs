using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Simulation.Stories;

namespace Fairway.Simulation.Peers;

/// <summary>
/// Bugs that rivals shipped, over real workloads. The whole list, with how each test was seen to fail, is
/// <c>peers.tsv</c>.
/// </summary>
public sealed class PeerBugTests
{
    private const string First = "1.0.0 1.0.0 1.0.0 1.0.0";
    private const string Second = "1.1.0 1.1.0 1.1.0 1.1.0";
    private const StringComparison OfPath = StringComparison.Ordinal;
    private const string Set = "/apis/apps/v1/namespaces/cache/statefulsets/registry-cache";

    /// <summary>Later stages began while what an earlier one showed was still that of the version before: here the
    /// Rollout's status, by a process that stands still, or the StatefulSet's.</summary>
    [Theory]
    [InlineData("tenant@c1", "Configure")]
    [InlineData("kubernetes@c1", "Step")]
    public void ArgoCd_29410_and_22852_nothing_is_done_on_the_evidence_of_an_older_revision(string late, string from) =>
        Seeded.Run(async fleet =>
        {
            await FirstAsync(fleet);
            await fleet.ReleaseAsync("second", "1.1.0");
            await fleet.UntilClusterAsync("c1", "second", from);
            fleet.Processes[late].Freeze();
            await fleet.Fleet.PassAsync(TimeSpan.FromSeconds(150));

            Assert.Contains(PhaseIn(fleet, "c1"), (string[])["Configure", "Step"]);
            Assert.Null(PhaseIn(fleet, "s1"));
            Assert.Equal(First, fleet.Images("c1"));

            fleet.Processes[late].Thaw();
            await fleet.UntilPhaseAsync("second", "Succeeded");
            Assert.Equal(Second, fleet.Images("p2"));
        });

    /// <summary>A failed analysis did not halt; an abort took away what still worked. Capacity is watched by a checker
    /// at every write.</summary>
    [Fact]
    public void ArgoRollouts_1411_777_and_3941_a_failure_halts_and_the_way_back_costs_no_capacity() => Seeded.Run(
        async fleet =>
        {
            await FirstAsync(fleet);
            var worst = 4;
            fleet.Fleet.Start(() => fleet.Fleet.UntilAsync(
                () => (worst = Math.Min(worst, Ready(fleet, "p1"))) < 0, "never", TimeSpan.FromHours(2)));
            await fleet.ReleaseAsync("bad", "1.2.0");
            await fleet.UntilPhaseAsync("bad", "RolledBack");

            Assert.Equal(3, worst);
            Assert.Null(fleet.ClusterRelease("p2", "bad")?["status"]?["intent"]);
            Assert.All(ReferenceFleet.Members, member => Assert.Equal(First, fleet.Images(member.Id)));
        });

    /// <summary>What ran before was broken, and the way out of it waited for it to be whole.</summary>
    [Fact]
    public void ArgoRollouts_1774_and_995_and_Flagger_379_broken_pods_do_not_block_the_version_that_mends_them() =>
        Seeded.Run(async fleet =>
        {
            await fleet.ReleaseAsync("bad", "1.2.0");
            await fleet.Fleet.UntilAsync(
                () => fleet.PhaseOf("bad") is "RolledBack" or "Failed" or "Stopped", "it ends", TimeSpan.FromHours(1));
            Assert.Contains("bad", fleet.Images("p1"), StringComparison.Ordinal);
            Assert.InRange(Ready(fleet, "p1"), 0, 3);

            await fleet.ReleaseAsync("mend", "1.1.0");
            await fleet.UntilPhaseAsync("mend", "Succeeded");
            Assert.All(ReferenceFleet.Members, member => Assert.Equal(Second, fleet.Images(member.Id)));
        });

    /// <summary>An approval held one kind of object, and the others were brought without it.</summary>
    [Fact]
    public void KubeVela_6272_an_approval_holds_objects_of_every_kind() => Seeded.Run(
        async fleet =>
        {
            await fleet.AddActingAsync("1.0.0");
            await fleet.PipelineAsync("""
                {"stages":[{"name":"all","selector":{},"approvals":[{"group":"sre","count":1}]}]}
                """);
            await fleet.ReleaseAsync("acting", "1.0.0", """, "author":"maker" """, "acting");
            await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(30));
            Assert.Empty(Brought(fleet));

            await fleet.ApproveAsync("acting", "somebody");
            await fleet.UntilPhaseAsync("acting", "Succeeded");
            Assert.Superset(
                new SortedSet<string>
                {
                    "customresourcedefinitions", "things", "jobs", "deployments", "configmaps", "namespaces",
                },
                new SortedSet<string>(Brought(fleet)));
        },
        clusters: 1);

    /// <summary>To scale, to upgrade and to mend at once never came to an end.</summary>
    [Fact]
    public void ClusterApi_7547_7533_and_9398_scale_upgrade_and_repair_at_once_come_to_an_end() => Seeded.Run(
        async fleet =>
        {
            await FirstAsync(fleet);
            await fleet.Fleet.Meta.PatchAsync(
                $"{People.PathOf("metaconfigs")}/cache-all", """{"spec":{"values":{"replicas":6}}}""");
            await fleet.ReleaseAsync("second", "1.1.0");
            await fleet.UntilClusterAsync("c1", "second", "Step");
            await fleet.Fleet.Tenant("c1").DeleteAsync("/api/v1/namespaces/cache/pods/registry-cache-0");
            fleet.Processes.Kill("tenant@c1");
            await fleet.UntilClusterAsync("s1", "second", "Bake");
            await fleet.Fleet.Tenant("s1").PatchAsync(Set, """{"spec":{"replicas":7}}""");
            await fleet.Fleet.PassAsync(3);
            await fleet.Fleet.Tenant("s1").PatchAsync(Set, """{"spec":{"replicas":6}}""");
            fleet.Processes.Kill("tenant@s1");

            await fleet.UntilPhaseAsync("second", "Succeeded");
            Assert.All(
                ReferenceFleet.Members, member => Assert.Equal($"{Second} 1.1.0 1.1.0", fleet.Images(member.Id)));
            Assert.All(ReferenceFleet.Members, member => Assert.Equal(6, Ready(fleet, member.Id)));
        });

    private static async Task FirstAsync(ReferenceFleet fleet)
    {
        await fleet.ReleaseAsync("first", "1.0.0");
        await fleet.UntilPhaseAsync("first", "Succeeded");
    }

    private static string? PhaseIn(ReferenceFleet fleet, string cluster) =>
        (string?)fleet.ClusterRelease(cluster, "second")?["status"]?["phase"];

    private static int Ready(ReferenceFleet fleet, string cluster) => fleet.Fleet.Tenant(cluster).All("pods").Count(
        pod => (string?)pod["metadata"]!["namespace"] == "cache" && pod["metadata"]!["deletionTimestamp"] is null
            && (pod["status"]?["conditions"] as JsonArray)?.Any(one =>
                (string?)one!["type"] == "Ready" && (string?)one["status"] == "True") == true);

    /// <summary>The resources that managers have written to c1, but for Fairway's own.</summary>
    private static IEnumerable<string> Brought(ReferenceFleet fleet) =>
        from write in fleet.Fleet.Deaths.Writes
        let words = write.Split(' ')
        where words is [['m', _], "c1", ..] && !words[3].Contains("fairway", StringComparison.Ordinal)
        select ResourceOf([.. words[3].Split('?')[0].Split('/').Skip(words[3].StartsWith("/apis", OfPath) ? 4 : 3)]);

    /// <summary><c>namespaces/acting/things/thing</c>, <c>namespaces/acting</c>, or
    /// <c>customresourcedefinitions/things</c>.</summary>
    private static string ResourceOf(string[] path) => path is ["namespaces", _, var resource, ..] ? resource : path[0];
}
