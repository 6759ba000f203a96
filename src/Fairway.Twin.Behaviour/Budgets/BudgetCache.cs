using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Budgets;

/// <summary>The budgets of a cluster.</summary>
internal sealed class BudgetCache
{
    private const string ByNamespace = "namespace";

    private BudgetCache(CacheMaker maker)
    {
        Budgets = maker.Make(CoreResources.Budgets, BudgetView.Read);
        Budgets.AddIndex(ByNamespace, item => [item.Key.Namespace ?? ""]);
    }

    public ObjectCache<BudgetView> Budgets { get; }

    /// <summary>Null where the cluster serves no budgets.</summary>
    public static BudgetCache? IfServed(CacheMaker maker) =>
        maker.Serves(CoreResources.Budgets) ? new BudgetCache(maker) : null;

    /// <summary>The budgets that cover a pod, or did.</summary>
    public IEnumerable<ObjectKey> Covering(CacheChange<PodView> change) =>
        Budgets.Lookup(ByNamespace, change.Key.Namespace ?? "")
            .Where(b => b.Value.Covers(change.New?.Value) || b.Value.Covers(change.Old?.Value))
            .Select(b => b.Key);
}
