using Fairway.Kube.Hooks;

namespace Fairway.Kube.Controllers.Decorators;

/// <summary>Tells of each reconcile's beginning and end, and lets calls within it say whose they are.</summary>
internal sealed class HookedReconciler(IReconciler inner, string controller, IHookPoints hooks) : IReconciler
{
    private long _number;

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var reconcile = new HookedReconcile(controller, key, Interlocked.Increment(ref _number));
        reconcile.Enter();
        await hooks.DequeuedAsync(reconcile, cancel);
        Outcome? outcome = null;
        try
        {
            return outcome = await inner.ReconcileAsync(key, cancel);
        }
        finally
        {
            hooks.Reconciled(reconcile, outcome);
        }
    }
}
