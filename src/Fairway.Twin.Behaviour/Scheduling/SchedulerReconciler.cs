using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Tries the pods that wait, one after the other. What is decided counts at once; others carry it out.</summary>
internal sealed class SchedulerReconciler(Scheduler scheduler, SchedulingObserver observer, TimeProvider time)
    : IReconciler
{
    public const string Agent = "kube-scheduler";

    // Others get their turn between so many pods.
    private const int MostInARow = 64;

    /// <summary>The one key.</summary>
    public static ObjectKey Round { get; } = new(null, "round");

    public Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        for (var tried = 0; tried < MostInARow; tried++)
        {
            if (scheduler.Take() is not { } pod)
            {
                return Task.FromResult(scheduler.NextDue is { } due ? Outcome.LookAgain(due) : Outcome.Settled);
            }

            scheduler.Accept(pod, SchedulerPlanner.Plan(observer.Observe(pod)));
        }

        return Task.FromResult(Outcome.LookAgain(time.GetUtcNow()));
    }
}
