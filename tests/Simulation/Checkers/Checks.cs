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
        Gates = new GateChecker { Mirror = mirror, Told = told, Time = time };
        Limits = new LimitChecker { Mirror = mirror, Told = told, Time = time };
        all.AddRange([new MembershipChecker { Mirror = mirror, Told = told, Time = time }, Quiet, Gates, Limits]);
        if (fleet.IsLight)
        {
            return;
        }

        all.Add(new EvidenceChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new ConcurrencyChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new CapacityChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new PartitionChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new OrderChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new ApprovedChecker { Mirror = mirror, Told = told, Time = time, Content = fleet.Contents.Find });
        all.Add(new RepeatChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new RollbackChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new FieldChecker { Mirror = mirror, Told = told, Time = time });
        all.Add(new HookChecker { Mirror = mirror, Told = told, Time = time });
    }

    /// <summary>All objects, for those who look at them without asking.</summary>
    public Mirror Objects => mirror;

    public GateChecker Gates { get; }

    public LimitChecker Limits { get; }

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
