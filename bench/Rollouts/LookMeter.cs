using System.Globalization;
using Fairway.Kube;
using Fairway.Rollouts.Observing;
using Fairway.Rollouts.Planning;

namespace Fairway.Bench.Rollouts;

/// <summary>Looks at a Rollout as its controller does, with caches of its own, and measures nothing but the looks:
/// putting together what is seen, and deciding.</summary>
internal sealed class LookMeter(IKubeApi api, KubeEnvironment environment, ObjectKey rollout)
{
    // As often as changed pods make the controller look.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private TimeSpan spent;
    private int looks;

    public async Task RunAsync(CancellationToken cancel)
    {
        var caches = new RolloutCaches(api, environment, []);
        var running = Task.WhenAll(
            caches.Rollouts.RunAsync(cancel),
            caches.DaemonSets.RunAsync(cancel),
            caches.Revisions.RunAsync(cancel),
            caches.Pods.RunAsync(cancel),
            caches.Nodes.RunAsync(cancel));
        var observer = new RolloutObserver(caches, environment.Time);
        while (!cancel.IsCancellationRequested)
        {
            await Task.Delay(Pause, environment.Time, CancellationToken.None);
            Look(observer);
        }

        await running;
    }

    /// <summary>Begins to count anew.</summary>
    public void Reset() => (spent, looks) = (TimeSpan.Zero, 0);

    public string Told(int changed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{looks,4} looks  {spent.TotalMicroseconds / Math.Max(1, looks),8:N0} us of processor each  "
        + $"{spent.TotalMicroseconds / changed,8:N1} us a changed pod");

    private void Look(RolloutObserver observer)
    {
        var before = Environment.CpuUsage.TotalTime;
        if (observer.Observe(rollout) is { } seen)
        {
            RolloutPlanner.Plan(seen);
        }

        spent += Environment.CpuUsage.TotalTime - before;
        looks++;
    }
}
