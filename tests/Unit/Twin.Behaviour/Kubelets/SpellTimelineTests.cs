using Fairway.Api.Twins;
using Fairway.Twin.Behaviour.Kubelets;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Kubelets;

/// <summary>When spells hold.</summary>
public sealed class SpellTimelineTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeDistribution Some = new();

    [Fact]
    public void A_spell_of_which_nothing_is_said_holds_for_ever()
    {
        Assert.Equal(new SpellMoment(true, 0) { Since = Begin }, At(null, 0));
        Assert.Equal(new SpellMoment(true, 0) { Since = Begin }, At(new Spell(), 1000));
    }

    [Fact]
    public void A_spell_begins_and_ends_once()
    {
        var spell = new Spell { After = Some, For = Some };
        Assert.Equal(new SpellMoment(false, 0) { Until = Begin.AddSeconds(10) }, At(spell, 0));
        Assert.Equal(
            new SpellMoment(true, 0) { Since = Begin.AddSeconds(10), Until = Begin.AddSeconds(15) }, At(spell, 10));
        Assert.Equal(new SpellMoment(false, 1), At(spell, 15));
    }

    [Fact]
    public void A_spell_that_repeats_draws_anew_each_time()
    {
        var spell = new Spell { After = Some, For = Some, Repeats = true };
        Assert.Equal(
            new SpellMoment(true, 2) { Since = Begin.AddSeconds(44), Until = Begin.AddSeconds(51) }, At(spell, 45));
    }

    [Fact]
    public void Given_times_bound_a_spell()
    {
        var spell = new Spell { From = Begin.AddSeconds(100), To = Begin.AddSeconds(110), For = Some, Repeats = true };
        Assert.Equal(new SpellMoment(false, 0) { Until = Begin.AddSeconds(100) }, At(spell, 99));
        Assert.True(At(spell, 109).Holds);
        Assert.Equal(new SpellMoment(false, 1), At(spell, 110));
    }

    [Fact]
    public void No_round_is_shorter_than_a_second() => Assert.Equal(
        100,
        SpellTimeline.At(
            new Spell { For = Some, Repeats = true }, Begin, (_, _) => TimeSpan.Zero, Begin.AddSeconds(100)).Over);

    // After 10, 11, 12, ... seconds for 5, 6, 7, ...
    private static SpellMoment At(Spell? spell, int seconds) => SpellTimeline.At(
        spell,
        Begin,
        (_, part) => TimeSpan.FromSeconds((part[0] == 'a' ? 10 : 5) + (part[^1] - '0')),
        Begin.AddSeconds(seconds));
}
