using Fairway.Kube;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Fleets;

/// <summary>
/// What goes wrong, drawn from the seed: how often each thing does is drawn first, so that one run has many conflicts
/// and another has slow watches. Off until a story turns it on, and healed by turning it off.
/// </summary>
internal sealed class Faults
{
    private readonly Random chance;
    private readonly SortedSet<string> cuts = new(StringComparer.Ordinal);
    private readonly double slow;
    private readonly double lost;
    private readonly double refused;
    private readonly double failed;
    private readonly double broken;
    private readonly double late;

    public Faults(SimulationLoop loop)
    {
        chance = loop.Seed.Chance("faults");
        slow = chance.NextDouble() * 0.3;
        lost = Rare();
        refused = Rare();
        failed = Rare();
        broken = Rare() / 2;
        late = chance.NextDouble() * 0.3;
    }

    /// <summary>Whether anything goes wrong by chance.</summary>
    public bool AreOn { get; set; }

    /// <summary>Whether the MetaDB is out of reach.</summary>
    public bool IsDbDown { get; set; }

    /// <summary>Cuts a process off from a cluster, until it is mended; <c>*</c> for all processes but the cluster's
    /// own controllers.</summary>
    public void Cut(string process, string cluster) => cuts.Add($"{process}>{cluster}");

    public void Mend(string process, string cluster) => cuts.Remove($"{process}>{cluster}");

    public bool IsCut(string process, string cluster) => cuts.Contains($"{process}>{cluster}")
        || (cuts.Contains($"*>{cluster}") && !IsOf(process, cluster));

    public Fate Of(string process, string cluster, KubeRequest request)
    {
        if (IsCut(process, cluster))
        {
            return new Fate { IsLostOnTheWay = true };
        }

        if (!AreOn)
        {
            return default;
        }

        var fate = new Fate { Before = Delay(slow, 3000), After = Delay(slow, 3000) };
        return IsKubernetes(process) ? fate : fate with
        {
            IsLostOnTheWay = Happens(lost),
            IsAnswerLost = Happens(lost),
            FailsAfterwards = Happens(failed),
            Refusal = RefusalOf(request),
        };
    }

    public FrameFate OfFrame(string process, string cluster)
    {
        if (IsCut(process, cluster))
        {
            return new FrameFate(TimeSpan.Zero, WatchBreak.Lost);
        }

        if (!AreOn)
        {
            return default;
        }

        var isBroken = !IsKubernetes(process) && Happens(broken);
        return new FrameFate(Delay(late, 4000), isBroken ? (WatchBreak)chance.Next(1, 4) : WatchBreak.None);
    }

    /// <summary>Whether a call to the MetaDB fails: before it is done, or after.</summary>
    public (bool Before, bool After) OfDb() =>
        IsDbDown ? (true, false) : AreOn ? (Happens(lost), Happens(failed)) : (false, false);

    private static bool IsKubernetes(string process) => process.StartsWith("kubernetes@", StringComparison.Ordinal);

    private static bool IsOf(string process, string cluster) =>
        process == $"kubernetes@{cluster}" || process.StartsWith($"tenant@{cluster}", StringComparison.Ordinal);

    private KubeResponse? RefusalOf(KubeRequest request)
    {
        if (!Happens(refused))
        {
            return null;
        }

        var mayConflict = request.Method is "PUT" or "PATCH" && request.QueryValue("fieldManager") is null;
        return chance.Next(3) switch
        {
            0 => Refusals.TooMany(),
            1 when mayConflict => Refusals.Conflict(),
            _ => Refusals.Internal(),
        };
    }

    private double Rare() => chance.Next(3) == 0 ? 0 : chance.NextDouble() * 0.04;

    private bool Happens(double often) => chance.NextDouble() < often;

    private TimeSpan Delay(double often, int most) =>
        Happens(often) ? TimeSpan.FromMilliseconds(chance.Next(1, most)) : TimeSpan.Zero;
}
