using Fairway.Twin.Faults;

namespace Fairway.Simulation.Clusters;

/// <summary>What people do to a cluster and what goes wrong in it, all drawn from one seed before it begins.</summary>
/// <param name="Seed">Decides the order of what is ready, and all else that is drawn while it runs.</param>
/// <param name="Items">What happens, by time.</param>
/// <param name="Rules">What goes wrong with calls and watches until all is healed.</param>
internal sealed record ClusterStory(int Seed, IReadOnlyList<StoryItem> Items, IReadOnlyList<FaultRule> Rules)
{
    /// <summary>How long things happen before all is healed.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromMinutes(8);

    /// <summary>A story of a seed.</summary>
    public static ClusterStory Draw(int seed)
    {
        var chance = new Twin.Timing.SimulationSeed(seed);
        var users = new UserDrawer(chance.Chance("users"));
        var troubles = new TroubleDrawer(chance.Chance("troubles"));
        var admins = new AdminDrawer(chance.Chance("admins"));
        var items = users.Draw(Length).Concat(admins.Draw(Length)).Concat(troubles.Draw(Length))
            .OrderBy(item => item.At).ToArray();
        return new ClusterStory(seed, items, FaultSwarm.Draw(chance.Chance("swarm")));
    }

    public override string ToString() => string.Join(
        '\n', Items.Select(item => $"  {item}").Concat(Rules.Select(rule => $"  fault: {FaultSwarm.Say(rule)}")));
}
