namespace Fairway.Simulation.Clusters;

public sealed class ShrinkerTests
{
    private static readonly int[] Many = [.. Enumerable.Range(0, 60)];

    [Fact]
    public void What_fails_together_is_left() =>
        Assert.Equal([7, 31, 58], Shrinker.Shrink(Many, items => items.Intersect([7, 31, 58]).Count() == 3, 500));

    [Fact]
    public void What_fails_without_anything_leaves_nothing() =>
        Assert.Empty(Shrinker.Shrink(Many, _ => true, 500));

    [Fact]
    public void It_asks_no_more_often_than_it_may()
    {
        var asked = 0;
        var left = Shrinker.Shrink(
            Many,
            items =>
            {
                asked++;
                return items.Contains(7);
            },
            5);
        Assert.Equal(5, asked);
        Assert.Contains(7, left);
    }
}
