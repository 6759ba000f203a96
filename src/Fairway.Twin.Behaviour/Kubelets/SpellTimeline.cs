using Fairway.Api.Twins;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>When a spell holds: a function of time, of when it was begun, and of what chance draws for each of its
/// rounds.</summary>
internal static class SpellTimeline
{
    // So short a round would be no news to anybody, and many of them would take long to count.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <param name="spell">When it holds; null for always.</param>
    /// <param name="begin">From when on, where the spell does not say.</param>
    /// <param name="draw">The length of a part (<c>after</c>, <c>for</c>) of a round.</param>
    /// <param name="now">The moment.</param>
    public static SpellMoment At(
        Spell? spell, DateTimeOffset begin, Func<TimeDistribution, string, TimeSpan> draw, DateTimeOffset now)
    {
        if (spell is null)
        {
            return new SpellMoment(Holds: true, Over: 0) { Since = begin };
        }

        if (spell.To <= now)
        {
            return new SpellMoment(Holds: false, Over: 1);
        }

        var (round, start) = (0, spell.From ?? begin);
        while (true)
        {
            var on = start + Length(spell.After, $"after/{round}", draw);
            if (now < on)
            {
                return new SpellMoment(Holds: false, round) { Until = on };
            }

            if (spell.For is not { } length)
            {
                return new SpellMoment(Holds: true, round) { Since = on, Until = spell.To };
            }

            var off = on + Longer(draw(length, $"for/{round}"));
            if (now < off)
            {
                var until = off < spell.To ? off : spell.To ?? off;
                return new SpellMoment(Holds: true, round) { Since = on, Until = until };
            }

            round++;
            if (!spell.Repeats)
            {
                return new SpellMoment(Holds: false, round);
            }

            start = off;
        }
    }

    private static TimeSpan Length(
        TimeDistribution? times, string part, Func<TimeDistribution, string, TimeSpan> draw) =>
        times is null ? TimeSpan.Zero : draw(times, part);

    private static TimeSpan Longer(TimeSpan drawn) => drawn > Shortest ? drawn : Shortest;
}
