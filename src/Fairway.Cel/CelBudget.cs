namespace Fairway.Cel;

/// <summary>
/// What may be spent on evaluations that belong together, such as those of one request. Not for use by two threads at
/// once.
/// </summary>
/// <param name="total">Cost units for all of them; see <see cref="CelLimits"/>.</param>
/// <param name="perCall">Cost units for each of them.</param>
public sealed class CelBudget(long total, long perCall = CelLimits.PerCall)
{
    /// <summary>What was given.</summary>
    public long Total { get; } = total;

    /// <summary>What a single evaluation may cost.</summary>
    public long PerCall { get; } = perCall;

    /// <summary>What evaluations have cost so far; the last one may have gone beyond the total by one step.</summary>
    public long Spent { get; private set; }

    /// <summary>What is left, zero at least.</summary>
    public long Remaining => Math.Max(0, Total - Spent);

    /// <summary>Whether more was spent than was given.</summary>
    public bool IsExceeded => Spent > Total;

    /// <summary>Notes a cost that arose elsewhere.</summary>
    public void Spend(long cost) => Spent = Spent > long.MaxValue - cost ? long.MaxValue : Spent + cost;
}
