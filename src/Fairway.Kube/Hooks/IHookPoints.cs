namespace Fairway.Kube.Hooks;

/// <summary>
/// Who listens at the ten <see cref="HookPoint"/>s. Each method may look, wait (the thing then happens when its task
/// completes; a task that never does is a process that died there), or, around calls, throw what the caller is to get.
/// By default each does nothing.
/// </summary>
/// <remarks>
/// Nobody listens unless <see cref="KubeEnvironment.Hooks"/> (dequeues and deltas), a <see cref="HookedKubeApi"/>
/// (calls) or the twin's <c>ApiServerOptions.Hooks</c> (dispatches) is given one; what is not listened to costs
/// nothing. Methods are called by every controller and cache of the process.
/// </remarks>
public interface IHookPoints
{
    /// <summary>A key was taken, and its reconcile is about to begin.</summary>
    ValueTask DequeuedAsync(HookedReconcile reconcile, CancellationToken cancel) => ValueTask.CompletedTask;

    /// <summary>A reconcile has ended; <paramref name="outcome"/> is null where it threw. Those that fail end so,
    /// too: the host turns a failure into an outcome that looks again.</summary>
    void Reconciled(HookedReconcile reconcile, Controllers.Outcome? outcome)
    {
    }

    /// <summary>A call is about to be sent.</summary>
    ValueTask CallingAsync(HookedCall made, CancellationToken cancel) => ValueTask.CompletedTask;

    /// <summary>A call was answered, and its caller does not know yet. A call that was not answered is not told
    /// of.</summary>
    ValueTask AnsweredAsync(HookedCall made, KubeResponse response, CancellationToken cancel) =>
        ValueTask.CompletedTask;

    /// <summary>A cache is about to take in an event. Those after it wait with it.</summary>
    ValueTask DeltaAsync(HookedDelta delta, CancellationToken cancel) => ValueTask.CompletedTask;

    /// <summary>The API server is about to hand events to one watch. Those after them wait with them.</summary>
    ValueTask DispatchingAsync(HookedDispatch dispatch, CancellationToken cancel) => ValueTask.CompletedTask;
}
