using Fairway.Simulation.Fleets;
using Fairway.Simulation.Stories;
using Fairway.Twin.Timing;

namespace Fairway.Simulation;

/// <summary>First everything goes wrong that can, as the seed draws it; then it is healed, and must come to its
/// end.</summary>
public sealed class FaultTests
{
    private static int Runs => Seeded.Count(Seeded.IsLong ? 60 : 6);

    [Fact]
    public void Faults_first_and_then_every_release_comes_to_its_end()
    {
        for (var run = 0; run < Runs; run++)
        {
            Seeded.Run(TroubledAsync, unchecked(Seeded.Seed + run));
        }
    }

    private static async Task TroubledAsync(ReferenceFleet fleet)
    {
        await fleet.ReleaseAsync("first", "1.0.0");
        await fleet.UntilPhaseAsync("first", "Succeeded");
        var chance = fleet.Fleet.Loop.Seed.Chance("troubles");
        fleet.Fleet.Faults.AreOn = true;
        await fleet.ReleaseAsync("second", "1.1.0");
        for (var trouble = 0; trouble < 8; trouble++)
        {
            await fleet.Fleet.PassAsync(chance.Next(1, 40));
            await TroubleAsync(fleet, chance);
        }

        fleet.Fleet.Story.Add("all is healed");
        fleet.Fleet.Faults.AreOn = false;
        await fleet.Fleet.UntilAsync(
            () => fleet.PhaseOf("second") is "Succeeded" or "RolledBack" or "Failed" or "Stopped",
            "the second release ends",
            TimeSpan.FromHours(1));
        await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(5));
        Ended(fleet);
    }

    /// <summary>Trouble may cost a step its deadline, and the release with it; then all goes back.</summary>
    private static void Ended(ReferenceFleet fleet)
    {
        var version = fleet.PhaseOf("second") switch
        {
            "Succeeded" => "1.1.0",
            "RolledBack" => "1.0.0",
            var other => throw new SimulationException($"the second release ended as {other}"),
        };
        Assert.All(
            ReferenceFleet.Members,
            member => Assert.Equal($"{version} {version} {version} {version}", fleet.Images(member.Id)));
    }

    private static async Task TroubleAsync(ReferenceFleet fleet, Random chance)
    {
        var ours = fleet.Processes.Ours.ToArray();
        var name = ours[chance.Next(ours.Length)];
        var cluster = chance.Next(3) == 0
            ? SimulatedCluster.Meta
            : ReferenceFleet.Members[chance.Next(ReferenceFleet.Members.Count)].Id;
        switch (chance.Next(5))
        {
            case 0:
                fleet.Processes.Kill(name);
                break;
            case 1:
                await PauseAsync(fleet, name, chance.Next(1, 90));
                break;
            case 2:
                await CutAsync(fleet, name, cluster, chance.Next(1, 90));
                break;
            case 3:
                await CutAsync(fleet, "*", cluster, chance.Next(1, 60));
                break;
            default:
                fleet.Fleet.Story.Add("the MetaDB is down");
                fleet.Fleet.Faults.IsDbDown = true;
                await fleet.Fleet.PassAsync(chance.Next(1, 60));
                fleet.Fleet.Faults.IsDbDown = false;
                break;
        }
    }

    private static async Task PauseAsync(ReferenceFleet fleet, string name, int seconds)
    {
        fleet.Fleet.Story.Add($"{name} stands still for {seconds} s");
        var process = fleet.Processes[name];
        process.Freeze();
        await fleet.Fleet.PassAsync(seconds);
        process.Thaw();
    }

    private static async Task CutAsync(ReferenceFleet fleet, string name, string cluster, int seconds)
    {
        fleet.Fleet.Story.Add($"{name} is cut off from {cluster} for {seconds} s");
        fleet.Fleet.Faults.Cut(name, cluster);
        await fleet.Fleet.PassAsync(seconds);
        fleet.Fleet.Faults.Mend(name, cluster);
    }
}
