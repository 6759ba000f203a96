using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>Puts tokens into the secrets that ask for them, as clusters have done of old.</summary>
internal sealed class TokenReconciler(AccessCaches caches, IKubeApi api, TokenRequests requests) : IReconciler
{
    private readonly TokenObserver observer = new(caches, api);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (await observer.ObserveAsync(key, cancel) is { } seen)
        {
            await api.SendAllAsync(requests.Of(seen, TokenPlanner.Plan(seen.Secret, seen.AccountUid)), cancel);
        }

        return Outcome.Settled;
    }
}
