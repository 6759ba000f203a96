using Fairway.Simulation.Plans.Workloads;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Plans;

/// <summary>All plans of one workload, and what a run of each is held against.</summary>
internal sealed class PlanSuite
{
    private readonly Workload workload;
    private readonly int seed;
    private readonly List<PlanRun> clean = [];

    /// <param name="name">The workload's.</param>
    /// <param name="seed">Of all runs with plans; runs without faults have this one and those after it.</param>
    /// <param name="cleanRuns">How many runs without faults: what differs between them means nothing.</param>
    /// <exception cref="SimulationException">A run without faults fails.</exception>
    public PlanSuite(string name, int seed, int cleanRuns)
    {
        workload = AllWorkloads.All.Single(one => one.ToString() == name);
        this.seed = seed;
        for (var one = seed; one < seed + cleanRuns; one++)
        {
            var run = PlanRun.Of(workload, one);
            clean.Add(run.Failure is null
                ? run
                : throw new SimulationException(
                    $"{name}, without faults, seed {one}: {run.Failure}\n{run.World.Tail}"));
        }

        Plans = PlanMaker.All(Seen);
    }

    /// <summary>In the order in which they are made.</summary>
    public IReadOnlyList<Plan> Plans { get; }

    /// <summary>What the controller was told and wrote without faults.</summary>
    public Recorder Seen => clean[0].Recorder;

    /// <summary>What is wrong after a run with a plan; null for nothing.</summary>
    public string? Problem(Plan plan)
    {
        var run = PlanRun.Of(workload, seed, plan);
        if (run.Failure is { } failure)
        {
            return $"{failure}\n{run.World.Tail}";
        }

        var unlike = run.End!.Unlikeness([.. clean.Select(one => one.End!)]).ToList();
        return unlike.Count == 0 ? null : $"{string.Join('\n', unlike)}\n{run.World.Tail}";
    }

    /// <summary>How many plans there are of each pattern.</summary>
    public override string ToString()
    {
        var patterns = Plans.GroupBy(plan => plan.Pattern).Select(group => $"{group.Count()} of {group.Key}");
        return $"{workload}: {Plans.Count} plans ({string.Join(", ", patterns)}) "
            + $"of {PlanMaker.Unpruned(Seen)} candidates";
    }
}
