using Fairway.Simulation.Stories;
using Fairway.Twin.Timing;

namespace Fairway.Simulation;

/// <summary>
/// An act with everything that needs an order: a definition and its object, hooks before and after, a workload, and
/// something to prune. Its writes are counted; then the process that makes one of them dies of it, or does not hear of
/// it. The end must be the same, and no hook may run twice, which a checker watches.
/// </summary>
public sealed class ActCrashTests
{
    private const string Component = "acting";
    private const string Good = "1.1.0";

    /// <summary>Its hook fails: the cluster goes back.</summary>
    private const string Bad = "9.0.0";

    /// <summary>Out of some sixty writes so many are drawn; a long run takes all.</summary>
    private const int Sample = 4;

    [Theory]
    [InlineData(Good, "Succeeded")]
    [InlineData(Bad, "RolledBack")]
    public void A_crash_after_any_write_changes_nothing_in_the_end(string version, string phase) =>
        Try(version, phase, "crash after", (fleet, number) => fleet.Fleet.Deaths.KillsAt = number);

    [Theory]
    [InlineData(Good, "Succeeded")]
    [InlineData(Bad, "RolledBack")]
    public void An_answer_that_is_lost_changes_nothing_in_the_end(string version, string phase) =>
        Try(version, phase, "lost answer of", (fleet, number) => fleet.Fleet.Deaths.LosesAt = number);

    [Fact]
    public void The_last_good_state_comes_back_though_nothing_but_the_intent_was_recorded()
    {
        var (before, good) = ("", "");
        Seeded.Run(
            async fleet =>
            {
                await FirstAsync(fleet);
                good = await EndState.TenantsAsync(fleet, Component);
                await fleet.ReleaseAsync("second", Bad, component: Component);
                await fleet.UntilClusterAsync("c1", "second", "Configure");
                await fleet.UntilPhaseAsync("second", "RolledBack");
                before = await EndState.TenantsAsync(fleet, Component);
            },
            Seeded.Seed,
            clusters: 1);
        Assert.Equal(WithoutHooks(good), WithoutHooks(before));
    }

    [Fact]
    public void Errors_timeouts_and_conflicts_at_any_call_delay_and_break_nothing()
    {
        for (var run = 0; run < Seeded.Count(Seeded.IsLong ? 40 : 4); run++)
        {
            Seeded.Run(TroubledAsync, unchecked(Seeded.Seed + run), clusters: 1);
        }
    }

    /// <summary>Trouble may cost a phase its deadline, and the Release with it; then all goes back.</summary>
    private static async Task TroubledAsync(ReferenceFleet fleet)
    {
        await FirstAsync(fleet);
        fleet.Fleet.Faults.AreOn = true;
        await fleet.ReleaseAsync("second", Good, component: Component);
        await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(2));
        fleet.Fleet.Faults.AreOn = false;
        await fleet.Fleet.UntilAsync(
            () => fleet.PhaseOf("second") is "Succeeded" or "RolledBack" or "Failed" or "Stopped",
            "the second release ends",
            TimeSpan.FromHours(1));
        await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(2));
        var version = fleet.PhaseOf("second") switch
        {
            "Succeeded" => Good,
            "RolledBack" => "1.0.0",
            var other => throw new SimulationException($"the second release ended as {other}"),
        };
        var tenant = fleet.Fleet.Tenant("c1");
        Assert.Equal(
            version, (string?)tenant.Find("things.example.io", "acting", "thing")!["spec"]!["version"]);
        Assert.Equal(
            [$"settings-{version}"],
            tenant.All("configmaps").Select(map => (string)map["metadata"]!["name"]!)
                .Where(name => name.StartsWith("settings-", StringComparison.Ordinal)));
    }

    private static string WithoutHooks(string state) => string.Join('\n', state.Split('\n').Where(
        line => !line.Contains("jobs.batch", StringComparison.Ordinal)
            && !line.Contains("fairway-hooks-", StringComparison.Ordinal)));

    private static void Try(string version, string phase, string what, Action<ReferenceFleet, int> harm)
    {
        var (first, writes, wanted) = Run(version, phase, null);
        Assert.Contains("things.example.io thing", wanted, StringComparison.Ordinal);
        var chance = new Random(Seeded.Seed);
        var numbers = Enumerable.Range(first, writes.Count - first).ToArray();
        chance.Shuffle(numbers);
        foreach (var number in Seeded.IsLong ? numbers : numbers[..Sample])
        {
            var (_, _, end) = Run(version, phase, fleet => harm(fleet, number));
            Assert.True(wanted == end, $"{what} write {number}, {writes[number]}:\n{wanted}\n--- and not\n{end}");
        }
    }

    private static (int First, IReadOnlyList<string> Writes, string End) Run(
        string version, string phase, Action<ReferenceFleet>? harm)
    {
        var (first, end) = (0, "");
        var fleet = Seeded.Run(
            async fleet =>
            {
                await FirstAsync(fleet);
                first = fleet.Fleet.Deaths.Writes.Count;
                harm?.Invoke(fleet);
                await fleet.ReleaseAsync("second", version, component: Component);
                await fleet.UntilPhaseAsync("second", phase);
                await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(2));
                end = await EndState.OfAsync(fleet, Component);
            },
            Seeded.Seed,
            clusters: 1);
        return (first, fleet.Deaths.Writes, end);
    }

    private static async Task FirstAsync(ReferenceFleet fleet)
    {
        await fleet.AddActingAsync("1.0.0", Good, Bad);
        await fleet.ReleaseAsync("first", "1.0.0", component: Component);
        await fleet.UntilPhaseAsync("first", "Succeeded");
        await fleet.Fleet.PassAsync(20);
    }
}
