using Fairway.Simulation.Stories;

namespace Fairway.Simulation;

/// <summary>
/// All writes of a release, of managers and tenants, to clusters and to the MetaDB, are counted in a run without
/// faults; then the process that makes one of them dies of it, or does not hear of it. The end must be the same.
/// </summary>
public sealed class CrashTests
{
    private const int Clusters = 2;

    /// <summary>Out of some hundred writes so many are drawn; a long run takes all.</summary>
    private const int Sample = 10;

    [Fact]
    public void A_crash_after_any_write_changes_nothing_in_the_end() =>
        Try("crash after", (fleet, number) => fleet.Fleet.Deaths.KillsAt = number);

    [Fact]
    public void An_answer_that_is_lost_changes_nothing_in_the_end() =>
        Try("lost answer of", (fleet, number) => fleet.Fleet.Deaths.LosesAt = number);

    private static void Try(string what, Action<ReferenceFleet, int> harm)
    {
        var (first, writes, wanted) = Run(null);
        var chance = new Random(Seeded.Seed);
        var numbers = Enumerable.Range(first, writes.Count - first).ToArray();
        chance.Shuffle(numbers);
        foreach (var number in Seeded.IsLong ? numbers : numbers[..Sample])
        {
            var (_, _, end) = Run(fleet => harm(fleet, number));
            Assert.True(wanted == end, $"{what} write {number}, {writes[number]}:\n{Differences(wanted, end)}");
        }
    }

    private static (int First, IReadOnlyList<string> Writes, string End) Run(Action<ReferenceFleet>? harm)
    {
        var (first, end) = (0, "");
        var fleet = Seeded.Run(
            async fleet =>
            {
                await fleet.ReleaseAsync("first", "1.0.0");
                await fleet.UntilPhaseAsync("first", "Succeeded");
                await fleet.Fleet.PassAsync(20);
                first = fleet.Fleet.Deaths.Writes.Count;
                harm?.Invoke(fleet);
                await fleet.ReleaseAsync("second", "1.1.0");
                await fleet.UntilPhaseAsync("second", "Succeeded");
                await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(2));
                end = await EndState.OfAsync(fleet);
            },
            clusters: Clusters);
        return (first, fleet.Deaths.Writes, end);
    }

    private static string Differences(string wanted, string end) => string.Join(
        '\n',
        wanted.Split('\n').Except(end.Split('\n')).Select(line => $"- {line}")
            .Concat(end.Split('\n').Except(wanted.Split('\n')).Select(line => $"+ {line}")));
}
