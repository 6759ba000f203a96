using Fairway.Kube.Caching;
using Fairway.Kube.Queues;

namespace Fairway.Kube.Controllers;

/// <summary>A controller: who reconciles, and what wakes it.</summary>
/// <param name="Name">Short and unique in its process; names the controller in logs, metrics and traces.</param>
/// <param name="Reconciler">Called for one key at a time, for several keys at once.</param>
/// <param name="Sources">What wakes it.</param>
public sealed record ControllerDefinition(string Name, IReconciler Reconciler, params ControllerSource[] Sources)
{
    /// <summary>Caches that the reconciler reads but is not woken by; they too must have synced before it
    /// starts.</summary>
    public IReadOnlyList<ObjectCache> Reads { get; init; } = [];

    /// <summary>What wakes it beside its sources.</summary>
    public IReadOnlyList<WakeBell> Bells { get; init; } = [];

    /// <summary>
    /// What the controller has written: a reconcile waits until its caches show it. Without it nothing is waited for,
    /// which only a controller that never writes to what it reads may do.
    /// </summary>
    public OwnWrites? Writes { get; init; }

    /// <summary>Its name in metrics, shared by those that do the same for one cluster each: metrics must not have as
    /// many names as the fleet has clusters.</summary>
    public string Family { get; init; } = Name;

    /// <summary>How many keys are reconciled at once.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>How long one reconcile may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Limits of the queue, and the delays after failures.</summary>
    public WorkQueueOptions Queue { get; init; } = WorkQueueOptions.Default;
}
