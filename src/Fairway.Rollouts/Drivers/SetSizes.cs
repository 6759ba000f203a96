using Fairway.Api.Meta;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Drivers;

/// <summary>
/// How large each replica set of a Deployment is to be next. Where one set alone has replicas, the Deployment's
/// controller sizes it, paused or not; where several have, it leaves them alone, and this decides.
/// </summary>
internal sealed class SetSizes
{
    private readonly WorkloadSight workload;
    private readonly RolloutMove move;
    private readonly List<Size> old;
    private readonly Size? target;

    // One set alone follows the Deployment's size by itself, or rather by its controller.
    private readonly bool isAlone;

    // Replicas of a new set that is still to be made.
    private int created;

    private SetSizes(WorkloadSight workload, RolloutMove move)
    {
        this.workload = workload;
        this.move = move;
        var sets = workload.Sets.Select(set => new Size(set)).ToList();
        var revision = move.Revision ?? (move.IsGoing ? workload.UpdateRevision : null);
        target = revision is null ? null : sets.Find(set => set.Seen.Revision == revision);
        old = [.. sets.Where(set => set != target && set.Replicas > 0)];
        isAlone = (New > 0 ? 1 : 0) + old.Count <= 1;
    }

    private int Wanted => workload.Replicas;

    /// <summary>How many are to be old; all of them while the brake is on.</summary>
    private int Held => Math.Min(move.Partition, Wanted);

    private int New => target?.Replicas ?? 0;

    private int Old => old.Sum(set => set.Replicas);

    private int Total => New + Old;

    private int Surge => Math.Max(1, (move.Pace.MaxSurge ?? IntOrPercent.Count(1)).RoundUp(Wanted));

    /// <summary>By how many the new revision may grow.</summary>
    private int Room => Math.Max(0, Math.Min(Wanted + Surge - Total, Wanted - Held - New));

    private int LeastAvailable => Wanted - (move.Pace.MaxUnavailable ?? IntOrPercent.Count(0)).RoundDown(Wanted);

    public static SetSizes Of(WorkloadSight workload, RolloutMove move)
    {
        var sizes = new SetSizes(workload, move);
        sizes.Decide();
        return sizes;
    }

    /// <summary>What is to be written: what grows before what shrinks, so that never one set alone has
    /// replicas.</summary>
    public IEnumerable<RolloutAction> Actions()
    {
        if (Create() is { } create)
        {
            yield return create;
        }

        foreach (var set in old.Prepend(target).OfType<Size>().OrderBy(set => set.Replicas < set.Seen.Replicas))
        {
            var isNoted = set.Replicas == 0 || set.Seen.SizedFor == Wanted || (isAlone && set.Replicas != Wanted);
            if (set.Replicas != set.Seen.Replicas || !isNoted)
            {
                yield return new RolloutAction.ScaleSet(set.Seen, set.Replicas, Wanted, set.Why);
            }
        }

        if (Wanted == 0 && target is { Seen.IsEmpty: true } && Old == 0 && move.IsGoing is false)
        {
            yield return new RolloutAction.DeleteSet(
                target.Seen, "the Deployment has no replicas: those that it gets again are to be old");
        }
    }

    private RolloutAction.CreateSet? Create() =>
        created > 0
            ? new RolloutAction.CreateSet(
                created, Wanted, workload.Template, "the new template has no replica set")
            : null;

    private void Decide()
    {
        if (!isAlone && workload.Sets.Any(set => set.Replicas > 0 && set.SizedFor > Wanted))
        {
            ShrinkWithDeployment();
        }
        else if (!isAlone && Total < Wanted)
        {
            GrowWithDeployment();
        }

        if (move.IsGoing)
        {
            created = workload.UpdateRevision is null ? Room : 0;
            target?.Grow(Room, "the new revision has room");
            Shrink();
        }
    }

    /// <summary>The Deployment has become smaller: what is beyond the partition gives way first.</summary>
    private void ShrinkWithDeployment()
    {
        var excess = Total - Wanted;
        if (target is not null && excess > 0)
        {
            excess -= target.Shrink(Math.Min(excess, Math.Max(0, New - (Wanted - Held))), "the Deployment is smaller");
        }

        foreach (var set in old)
        {
            excess -= set.Shrink(Math.Min(Math.Max(0, excess), set.Unavailable), "the Deployment is smaller");
        }

        foreach (var set in old)
        {
            excess -= set.Shrink(Math.Min(Math.Max(0, excess), set.Replicas), "the Deployment is smaller");
        }

        target?.Shrink(Math.Max(0, excess), "the Deployment is smaller");
    }

    /// <summary>The Deployment has become larger: what is added is old, as far as the partition or the halt has
    /// it.</summary>
    private void GrowWithDeployment()
    {
        var missing = Wanted - Total;
        var toOld = move.IsGoing ? Math.Min(missing, Math.Max(0, Held - Old)) : missing;
        if (old.Count > 0)
        {
            old.MaxBy(set => set.Seen.Available)!.Grow(toOld, "the Deployment is larger");
        }
    }

    /// <summary>Before the new revision has a replica only what an earlier rollout left beyond the wanted number goes:
    /// one old set alone would be sized by the Deployment's controller.</summary>
    private void Shrink()
    {
        var spare = New > 0
            ? Math.Min(Total - LeastAvailable - target!.Unavailable, Old - Held)
            : Room == 0 && Held < Wanted ? Total - Wanted : 0;
        foreach (var set in old)
        {
            spare -= set.Shrink(Math.Min(spare, set.Unavailable), "old replicas that are not available");
        }

        var available = (target?.Available ?? 0) + old.Sum(set => set.Available);
        spare = Math.Min(spare, available - LeastAvailable);
        foreach (var set in old)
        {
            spare -= set.Shrink(Math.Min(spare, set.Replicas), "enough are available without these");
        }
    }

    /// <summary>A set while it is being sized.</summary>
    private sealed class Size(SetSight seen)
    {
        public SetSight Seen => seen;

        public int Replicas { get; private set; } = seen.Replicas;

        /// <summary>Those that are not available go first, and those that are asked for are not yet.</summary>
        public int Available => Math.Min(seen.Available, Replicas);

        public int Unavailable => Replicas - Available;

        public string Why { get; private set; } = "the Deployment has another size";

        public void Grow(int by, string why)
        {
            if (by > 0)
            {
                Replicas += by;
                Why = why;
            }
        }

        /// <summary>By how many it became smaller.</summary>
        public int Shrink(int by, string why)
        {
            if (by <= 0)
            {
                return 0;
            }

            var most = Math.Min(by, Replicas);
            Replicas -= most;
            Why = why;
            return most;
        }
    }
}
