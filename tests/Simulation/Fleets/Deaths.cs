using Fairway.Twin.Timing;

namespace Fairway.Simulation.Fleets;

/// <summary>Counts what our processes write, and lets one die right after one write, or not hear of it.</summary>
internal sealed class Deaths(Fleet fleet)
{
    private readonly List<string> writes = [];

    /// <summary>What our processes wrote, in order.</summary>
    public IReadOnlyList<string> Writes => writes;

    /// <summary>The process that makes this write dies of it; null for none.</summary>
    public int? KillsAt { get; set; }

    /// <summary>The process that makes this write gets no answer; null for none.</summary>
    public int? LosesAt { get; set; }

    /// <summary>Told of a process that died so.</summary>
    public Action<SimulatedProcess> Died { get; set; } = _ => { };

    public bool Wrote(SimulatedProcess process, string what)
    {
        var number = writes.Count;
        writes.Add($"{process.Name} {what}");
        if (number == KillsAt)
        {
            fleet.Story.Add($"{process.Name} dies after its write {number}: {what}");
            process.Kill();
            Died(process);
        }

        if (number == LosesAt)
        {
            fleet.Story.Add($"{process.Name} does not hear of its write {number}: {what}");
        }

        return number == LosesAt;
    }
}
