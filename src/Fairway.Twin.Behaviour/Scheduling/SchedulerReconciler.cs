using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Tries the pods that wait, one after the other. What is decided counts at once; others carry it
/// out.</summary>
internal sealed class SchedulerReconciler(Scheduler scheduler, SchedulingRound round, TimeProvider time) : IReconciler
{
    public const string Agent = "kube-scheduler";

    // Others get their turn between so many pods.
    private const int MostInARow = 64;

    /// <summary>The one key.</summary>
    public static ObjectKey Round { get; } = new(null, "round");

    public Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var next = round.Run(MostInARow) ? time.GetUtcNow() : scheduler.NextDue;
        return Task.FromResult(next is { } due ? Outcome.LookAgain(due) : Outcome.Settled);
    }
}
