using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Revisions;
using Fairway.Kube.Pods.Running;
using Fairway.Workloads.CloneSets;
using Fairway.Workloads.DaemonSets;
using Fairway.Workloads.Definitions;
using Fairway.Workloads.Pods;
using Fairway.Workloads.StatefulSets;

namespace Fairway.Workloads;

/// <summary>What the controllers know of their cluster. Only the sets themselves, and who their kinds belong to, are
/// looked at before there is a set.</summary>
internal sealed class WorkloadCaches
{
    public WorkloadCaches(IKubeApi api, KubeEnvironment environment)
    {
        CloneSets = Make(Kruise.KruiseResources.CloneSets, CloneSetView.Read);
        StatefulSets = Make(Kruise.KruiseResources.StatefulSets, AdvancedStatefulSetView.Read);
        DaemonSets = Make(Kruise.KruiseResources.DaemonSets, AdvancedDaemonSetView.Read);
        Definitions = Make(KubeResources.CustomResourceDefinitions, LabelledView.Read);
        Webhooks = new ObjectCache<LabelledView>(
            api, KruisePresence.WebhookResource, Projection.Of(LabelledView.Read), environment,
            CacheScope.One(KruisePresence.Webhooks));
        Pods = Make(KubeResources.Pods, PodView.Read).WithChildIndexes();
        Nodes = Make(KubeResources.Nodes, NodeView.Read);
        Revisions = Make(KubeResources.ControllerRevisions, RevisionView.Read).WithChildIndexes();
        Claims = Make(CoreResources.Claims, LabelledView.Read).WithChildIndexes();

        ObjectCache<T> Make<T>(KubeResource resource, Func<System.Text.Json.JsonElement, T> read)
            where T : class, IObjectView => new(api, resource, Projection.Of(read), environment);
    }

    public ObjectCache<CloneSetView> CloneSets { get; }

    public ObjectCache<AdvancedStatefulSetView> StatefulSets { get; }

    public ObjectCache<AdvancedDaemonSetView> DaemonSets { get; }

    /// <summary>The definitions of custom resources.</summary>
    public ObjectCache<LabelledView> Definitions { get; }

    /// <summary>OpenKruise's own webhooks, if it is installed.</summary>
    public ObjectCache<LabelledView> Webhooks { get; }

    public ObjectCache<PodView> Pods { get; }

    public ObjectCache<NodeView> Nodes { get; }

    public ObjectCache<RevisionView> Revisions { get; }

    public ObjectCache<LabelledView> Claims { get; }

    /// <summary>What must be known before there is a set.</summary>
    public ImmutableArray<ObjectCache> Early => [CloneSets, StatefulSets, DaemonSets, Definitions, Webhooks];

    /// <summary>Calls whenever there is a set, also for those that are there already.</summary>
    public ImmutableArray<IDisposable> OnSet(Action found)
    {
        return [Follow(CloneSets), Follow(StatefulSets), Follow(DaemonSets)];

        IDisposable Follow<T>(ObjectCache<T> cache)
            where T : class, IObjectView => cache.Subscribe(change =>
            {
                if (change.New is not null)
                {
                    found();
                }
            });
    }

    /// <summary>Whether the kind is ours to look after: OpenKruise is not there, and the definition is the one that we
    /// brought.</summary>
    public bool AreOurs(KubeResource kind) => Webhooks.Count == 0
        && Definitions.Find(new ObjectKey(null, $"{kind.Plural}.{kind.Group}"))?.Value.Meta
            .Labels[KruisePresence.Mark.Key] == KruisePresence.Mark.Value;
}
