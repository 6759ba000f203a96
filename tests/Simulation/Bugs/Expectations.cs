using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Simulation.Bugs;

/// <summary>How controllers used to wait for their own writes: not at all once a time has passed. In the stories
/// nothing is seen before that, so nothing else ends the wait here.</summary>
internal sealed class Expectations(ControllerDefinition controller, TimeSpan expiry, TimeProvider time) : IReconciler
{
    private DateTimeOffset? since;

    /// <summary>The controller, waiting so.</summary>
    public static ControllerDefinition Around(ControllerDefinition controller, TimeSpan expiry, TimeProvider time) =>
        controller with { Writes = null, Reconciler = new Expectations(controller, expiry, time) };

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (since is { } then && now < then + expiry)
        {
            return Outcome.LookAgain(then + expiry);
        }

        since = now;
        return await controller.Reconciler.ReconcileAsync(key, cancel);
    }
}
