using Fairway.Simulation.Plans.Workloads;
using Fairway.Simulation.Stories;

namespace Fairway.Simulation.Plans;

/// <summary>
/// In the manner of Sieve (OSDI 2022): whatever goes wrong once, in one of three patterns, at any moment that a run
/// without faults has shown, no rule is broken and the end is the same. A short run takes a fixed share, a long one
/// all; plans of another seed are made by <c>Fairway.Simulation plans</c>.
/// </summary>
public sealed class PlanTests
{
    private const int Share = 2;
    private const int MostTold = 8;

    /// <summary>The collector hears of the deletion, and not yet of the replica set that was made meanwhile.</summary>
    [Fact]
    public void What_an_owner_leaves_behind_stays_though_its_collector_has_not_seen_it()
    {
        var workload = new Workload("garbage", "one that leaves orphans", async people =>
        {
            await people.CreateAsync("deployments.apps", People.Body("web", 2), pause: 5);
            await people.DeleteAsync("deployments.apps", "web", "Orphan", pause: 90);
        });
        var late = new Twist
        {
            Late = (_, resource, _) => TimeSpan.FromSeconds(resource == "replicasets.apps" ? 60 : 0),
            Lag = TimeSpan.FromMinutes(2),
        };
        var run = PlanRun.Of(workload, 1, null, late);
        Assert.Null(run.Failure);
        Assert.Null(Assert.Single(run.World.All("replicasets.apps"))["metadata"]!["ownerReferences"]);
    }

    public static TheoryData<string> Names => [.. AllWorkloads.All.Select(workload => workload.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_goes_wrong_once_breaks_no_rule_and_changes_nothing_in_the_end(string name)
    {
        var suite = new PlanSuite(name, Seeded.Known, Seeded.IsLong ? 4 : 2);
        Assert.NotEmpty(suite.Seen.Writes);
        TestContext.Current.TestOutputHelper?.WriteLine($"{suite}");
        var plans = suite.Plans.ToArray();
        new Random(Seeded.Known).Shuffle(plans);
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
