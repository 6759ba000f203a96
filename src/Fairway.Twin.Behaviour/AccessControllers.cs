using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Access;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour;

/// <summary>The controllers of roles, certificates and tokens.</summary>
internal static class AccessControllers
{
    public static void Add(ControllerHost host, ClusterCaches caches, IKubeApi api, ClusterBehaviourOptions options)
    {
        if (caches.Access is not { } access)
        {
            return;
        }

        host.Add(Aggregation(access, api))
            .Add(Cleaning(access, api, options.Environment.Time));
        if (options.Signer is { } signer)
        {
            host.Add(Approving(access, api, signer))
                .Add(Signing(access, api, signer, options.Environment.Time))
                .Add(Tokens(caches, access, api, (signer, options.RootCertificate)));
        }
    }

    private static ControllerDefinition Aggregation(AccessCaches caches, IKubeApi api)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "clusterrole-aggregation",
            new AggregationReconciler(caches, writes.Through(api)),
            ControllerSource.Map(caches.Roles, change => Collecting(caches, change)))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition Cleaning(AccessCaches caches, IKubeApi api, TimeProvider time)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "csrcleaner",
            new CleaningReconciler(caches, writes.Through(api), time),
            ControllerSource.Self(caches.Requests))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition Approving(AccessCaches caches, IKubeApi api, IClusterSigner signer)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "csrapproving",
            new ApprovingReconciler(caches, writes.Through(api), signer),
            ControllerSource.Self(caches.Requests))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition Signing(
        AccessCaches caches, IKubeApi api, IClusterSigner signer, TimeProvider time)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "csrsigning",
            new SigningReconciler(caches, writes.Through(api), signer, time),
            ControllerSource.Self(caches.Requests))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition Tokens(
        ClusterCaches all, AccessCaches caches, IKubeApi api, (IClusterSigner Signer, string Root) use)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "serviceaccount-token",
            new TokenReconciler(caches, writes.Through(api), new TokenRequests(use.Signer, use.Root)),
            [
                ControllerSource.Map(caches.Secrets, change => change.New?.Value.Account is null ? [] : [change.Key]),
                .. all.Of(CoreResources.ServiceAccounts) is { } accounts
                    ? [accounts.Map((old, now) => Holding(caches, old ?? now))]
                    : Array.Empty<ControllerSource>(),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    /// <summary>The roles that collect the one that has changed, and itself if it collects others.</summary>
    private static IEnumerable<ObjectKey> Collecting(AccessCaches caches, CacheChange<RoleView> change) =>
        caches.Roles.All
            .Where(r => !r.Value.Collects.IsEmpty && (r.Key == change.Key
                || (change.Old is { } old && r.Value.Takes(old.Value.Meta))
                || (change.New is { } now && r.Value.Takes(now.Value.Meta))))
            .Select(r => r.Key);

    private static IEnumerable<ObjectKey> Holding(AccessCaches caches, ObjectMeta? account) =>
        caches.Secrets.All
            .Where(s => s.Value.Account is { } name && name == account?.Name && s.Key.Namespace == account.Namespace)
            .Select(s => s.Key);
}
