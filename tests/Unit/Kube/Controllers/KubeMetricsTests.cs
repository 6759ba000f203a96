using System.Diagnostics.Metrics;
using Fairway.Kube;
using Fairway.Kube.Queues;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Controllers;

public sealed class KubeMetricsTests
{
    [Fact]
    public void The_depth_of_a_queue_is_shown_as_long_as_it_is_watched()
    {
        using var kube = new KubeFixture();
        using var queue = new WorkQueue(WorkQueueOptions.Default, kube.Time);
        queue.Add(KubeFixture.Key("a"));
        var depths = new List<long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "fairway.queue.depth")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if ((string?)tags[0].Value == "shown")
            {
                depths.Add(value);
            }
        });
        listener.Start();
        using (KubeMetrics.Watch("shown", queue))
        {
            listener.RecordObservableInstruments();
        }

        listener.RecordObservableInstruments();
        Assert.Equal([1], depths);
    }
}
