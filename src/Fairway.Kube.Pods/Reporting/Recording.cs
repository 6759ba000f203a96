using Fairway.Kube.Events;

namespace Fairway.Kube.Pods.Reporting;

/// <summary>Records several events at once.</summary>
internal static class Recording
{
    public static void RecordAll(this EventRecorder recorder, IEnumerable<KubeEvent> events)
    {
        foreach (var happened in events)
        {
            recorder.Record(happened);
        }
    }
}
