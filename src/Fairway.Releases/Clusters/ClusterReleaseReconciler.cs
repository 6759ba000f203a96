using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Clusters;

/// <summary>Takes a Release in one cluster further.</summary>
internal sealed class ClusterReleaseReconciler(
    ClusterReader reader, ClusterPass pass, ClusterStatusWriter writer, IntentTurn intents) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (await reader.ObserveAsync(key, cancel) is not { } seen)
        {
            return Outcome.Settled;
        }

        using var turn = intents.Of();
        var (moves, lookAgainAt) = await pass.MakeAsync(seen, turn, cancel);
        await writer.WriteAsync(moves, cancel);
        return lookAgainAt is { } at ? Outcome.LookAgain(at) : Outcome.Settled;
    }
}
