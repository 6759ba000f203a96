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

    // A short run takes the same share each time, so that none fails by chance.
    private static int Seed => Seeded.IsLong ? Seeded.Seed : 1;

    public static TheoryData<string> Names => [.. AllWorkloads.All.Select(workload => workload.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_goes_wrong_once_breaks_no_rule_and_changes_nothing_in_the_end(string name)
    {
        var suite = new PlanSuite(name, Seed, Seeded.IsLong ? 4 : 2);
        Assert.NotEmpty(suite.Seen.Writes);
        TestContext.Current.TestOutputHelper?.WriteLine($"{suite}");
        var plans = suite.Plans.ToArray();
        new Random(Seed).Shuffle(plans);
        var wrong = new List<string>();
        foreach (var plan in Seeded.IsLong ? plans : plans.Take(Share))
        {
            if (suite.Problem(plan) is { } problem)
            {
                wrong.Add($"{plan.Pattern}: {plan}\n{problem}");
            }
        }

        var told = string.Join("\n\n", wrong.Take(MostTold));
        Assert.True(wrong.Count == 0, $"{wrong.Count} plans of {plans.Length} fail:\n{told}");
    }
}
