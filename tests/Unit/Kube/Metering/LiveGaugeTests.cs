using System.Runtime.CompilerServices;
using Fairway.Kube.Metering;
using Xunit;

namespace Fairway.Tests.Kube.Metering;

public class LiveGaugeTests
{
    [Fact]
    public void Those_of_one_label_are_added_up_until_they_leave()
    {
        var gauge = new LiveGauge("family");
        using var one = gauge.Watch("a", () => 1);
        using var other = gauge.Watch("b", () => 5);
        using (gauge.Watch("a", () => 2))
        {
            Assert.Equal([3L, 5L], gauge.Measure().Select(found => found.Value));
        }

        Assert.Equal([1L, 5L], gauge.Measure().Select(found => found.Value));
    }

    [Fact]
    public void Who_is_gone_without_a_word_is_kept_by_nothing()
    {
        var gauge = new LiveGauge("family");
        var gone = Leave(gauge);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.False(gone.IsAlive);
        Assert.Empty(gauge.Measure());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Leave(LiveGauge gauge)
    {
        var known = new byte[1000];
        gauge.Watch("a", () => known.Length);
        return new WeakReference(known);
    }
}
