using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Checkers;

/// <summary>All checkers of a fleet. What one of them says ends the run.</summary>
internal sealed class Checks
{
    private readonly Mirror mirror = new();
    private readonly List<Checker> all = [];

    public Checks(Fleet fleet)
    {
        var told = fleet.Loop.Fail;
        var time = fleet.Loop.Time;
        Quiet = new QuietChecker { Mirror = mirror, Told = told, Time = time };
        all.Add(new EvidenceChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new ConcurrencyChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new CapacityChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new PartitionChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new OrderChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new ApprovedChecker { Mirror = mirror, Told = told, Time = time, Content = fleet.Contents.Find });
        all.Add(new MembershipChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new RepeatChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new RollbackChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new FieldChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new HookChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(Quiet);
    }

    public QuietChecker Quiet { get; }

    /// <summary>A write was committed.</summary>
    public void See(Change change)
    {
        mirror.See(change);
        foreach (var checker in all)
        {
            checker.See(change);
        }
    }
}
