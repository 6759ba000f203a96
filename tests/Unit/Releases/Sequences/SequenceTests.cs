using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Clusters;
using Fairway.Releases.Fleet;
using Fairway.Tests.Twin.Behaviour;
using Xunit;

namespace Fairway.Tests.Releases.Sequences;

/// <summary>The planners together, in fixed and in seeded order; what must hold is checked after every step.</summary>
public sealed class SequenceTests
{
    private const int MostSteps = 20_000;

    [Fact]
    public void In_any_order_a_release_goes_through_within_its_limits()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var fleet = new PlannerFleet(seed, []);
            Assert.Null(Run(fleet));
            Assert.Equal(ReleasePhase.Succeeded, fleet.Release.Status!.Phase);
        }
    }

    [Fact]
    public void In_any_order_a_failure_takes_every_cluster_back()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var fleet = new PlannerFleet(seed, [$"b{1 + (seed % 4)}"]);
            Assert.Null(Run(fleet));
            Assert.Equal(ReleasePhase.RolledBack, fleet.Release.Status!.Phase);
        }
    }

    [Fact]
    public void Whatever_people_do_meanwhile_a_release_ends_and_keeps_its_limits()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var chance = new Random(seed * 31);
            var fleet = new PlannerFleet(seed, seed % 3 == 0 ? ["b2"] : []);
            for (var step = 0; step < 400; step++)
            {
                Disturb(fleet, chance);
                fleet.Step();
                Assert.True(FleetCheckers.Limits(fleet) is null, $"seed {seed}: {FleetCheckers.Limits(fleet)}");
                Assert.True(FleetCheckers.Steps(fleet) is null, $"seed {seed}: {FleetCheckers.Steps(fleet)}");
            }

            // A cluster that comes back when all is over is for the next Release.
            fleet.Edit(fleet.Release.Spec with { Paused = false });
            var over = fleet.Release.Status!.FinishedAt is not null;
            fleet.Clusters.Where(_ => !over).ToList().ForEach(one => fleet.Restore(one.Id));
            var broken = over ? null : Run(fleet);
            Assert.True(broken is null, $"seed {seed}: {broken}");
        }
    }

    [Fact]
    public void At_rest_a_second_look_writes_nothing()
    {
        foreach (var fragile in (string[][])[[], ["b1"]])
        {
            var fleet = new PlannerFleet(5, fragile);
            Run(fleet);
            foreach (var look in Enumerable.Range(0, 200))
            {
                fleet.Step();
                Assert.True(fleet.Writes == 0, $"look {look} wrote");
            }
        }
    }

    [Fact]
    public void In_fixed_order_the_story_of_a_rollback_reads_as_it_is()
    {
        var fleet = new PlannerFleet(1, ["b1"]);
        var story = new List<string>();
        for (var round = 0; round < 200 && !fleet.IsOver; round++)
        {
            Tell(story, fleet.LookAtRelease());
            foreach (var cluster in fleet.Clusters)
            {
                Tell(story, fleet.LookAt(cluster));
            }

            fleet.Step();
        }

        Golden.Check("release-rollback", string.Join('\n', story) + "\n");
    }

    [Fact]
    public void A_planner_that_gives_too_many_slots_is_seen() => Cries("are in flight", new PlannerFleet(3, [])
    {
        FleetPlanner = seen =>
        {
            var plan = ReleasePlanner.Plan(seen);
            var all = seen.Members.Where(one => one.Stage == plan.Status.Stage && !one.IsFinished)
                .Select(one => new Slot { Cluster = one.Cluster }).ToList();
            return plan with
            {
                Status = plan.Status with { Slots = all },
                Then = [.. all.Select(slot => new ReleaseAct.Create(slot.Cluster, "sabotage"))],
            };
        },
    });

    [Fact]
    public void A_planner_that_skips_a_stage_is_seen() => Cries("while a", new PlannerFleet(3, [])
    {
        FleetPlanner = seen =>
        {
            var plan = ReleasePlanner.Plan(seen);
            return plan with
            {
                Status = plan.Status with
                {
                    Slots =
                    [
                        .. (plan.Status.Slots ?? []).Where(slot => slot.Cluster != "b1"), new Slot { Cluster = "b1" },
                    ],
                },
                Then = [.. plan.Then, new ReleaseAct.Create("b1", "sabotage")],
            };
        },
    });

    [Fact]
    public void A_planner_that_acts_without_a_slot_is_seen() => Cries("without a slot", new PlannerFleet(3, [])
    {
        FleetPlanner = seen =>
        {
            var plan = ReleasePlanner.Plan(seen);
            return plan with { Then = [.. plan.Then, new ReleaseAct.Create("b1", "sabotage")] };
        },
        ClusterPlanner = seen => ClusterReleasePlanner.Plan(seen with { HasSlot = true, Hold = null }),
    });

    [Fact]
    public void A_planner_that_skips_a_step_is_seen() => Cries("grant 1 after", new PlannerFleet(3, [])
    {
        ClusterPlanner = seen =>
        {
            var plan = ClusterReleasePlanner.Plan(seen);
            return plan with
            {
                Acts = [.. plan.Acts.Select(act => act is ClusterAct.Grant grant ? grant with { Step = 1 } : act)],
            };
        },
    });

    [Fact]
    public void A_planner_that_calls_back_what_is_not_back_is_seen() => Cries("went back", new PlannerFleet(3, ["b1"])
    {
        FleetPlanner = seen => seen.Status.Phase == ReleasePhase.RollingBack
            ? new ReleasePlan([], seen.Status with { Phase = ReleasePhase.RolledBack, FinishedAt = seen.Now }, null)
            : ReleasePlanner.Plan(seen),
    });

    [Fact]
    public void A_planner_that_leaves_a_cluster_out_is_seen() => Cries("is through", new PlannerFleet(3, [])
    {
        FleetPlanner = seen => ReleasePlanner.Plan(seen with
        {
            Members = [.. seen.Members.Where(one => one.Cluster != "b4")],
        }),
    });

    private static void Cries(string words, PlannerFleet broken) =>
        Assert.Contains(words, Run(broken) ?? "nothing was seen", StringComparison.Ordinal);

    /// <summary>Runs to the end; what was broken on the way, or null.</summary>
    private static string? Run(PlannerFleet fleet)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var told = fleet.Step();
            if (FleetCheckers.Any(fleet) is { } broken)
            {
                return $"{broken}, after: {told}";
            }

            if (fleet.IsOver)
            {
                return null;
            }
        }

        return $"it does not end: {fleet.Release.Status}";
    }

    private static void Disturb(PlannerFleet fleet, Random chance)
    {
        var id = $"b{1 + chance.Next(4)}";
        switch (chance.Next(40))
        {
            case 0:
                fleet.Edit(fleet.Release.Spec with { Paused = !fleet.Release.Spec.Paused });
                break;
            case 1:
                fleet.Remove(id);
                break;
            case 2:
                fleet.Restore(id);
                break;
        }
    }

    private static void Tell(List<string> story, string line)
    {
        if (story.LastOrDefault(told => told[..2] == line[..2]) != line)
        {
            story.Add(line);
        }
    }
}
