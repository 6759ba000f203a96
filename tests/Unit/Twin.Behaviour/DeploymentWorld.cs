using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Deployments;
using Fairway.Twin.Behaviour.ReplicaSets;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>One Deployment in a world of its own, its invariants checked at every step, its story told.</summary>
internal sealed class DeploymentWorld
{
    public static readonly ObjectKey Key = new("default", "web");

    private readonly World world = new();
    private readonly StringBuilder story = new();
    private readonly Dictionary<string, string> names = [];

    public DeploymentWorld(string spec)
    {
        world.Create(KubeResources.Deployments.CollectionPath("default"), PodWorld.Merge($$$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default"},
             "spec":{{{spec}}} }
            """));
    }

    public World World => world;

    public string Story => story.ToString();

    /// <summary>Reconciles of the Deployment that were made.</summary>
    public int Reconciles { get; private set; }

    public DeploymentView Deployment => world.Get(KubeResources.Deployments, Key, DeploymentView.Read);

    public ReplicaSetView[] Sets => world.All(KubeResources.ReplicaSets, ReplicaSetView.Read);

    public void Edit(string patch, string why)
    {
        Tell($"user: {why}");
        world.Patch(KubeResources.Deployments.ObjectPath(Key), PodWorld.Merge(patch));
    }

    /// <summary>Plans and acts once; tells whether anything was written.</summary>
    /// <param name="dies">Draws after how many writes the controller dies; null where it lives.</param>
    public bool ReconcileDeployment(Random? dies = null)
    {
        Reconciles++;
        var before = world.Writes;
        var seen = new DeploymentObservation(Deployment, world.Now)
        {
            Candidates = [.. Sets],
            Pods = [.. world.Pods()],
        };
        var bounds = RolloutBounds.Of(seen.Deployment);
        var totalBefore = Sets.Sum(s => s.Replicas);
        var plan = DeploymentPlanner.Plan(seen);
        if (dies is null)
        {
            Act(plan.Actions);
            WriteStatus(seen.Deployment, plan);
        }
        else
        {
            Tell("the controller dies");
            Act(plan.Actions.Take(dies.Next(plan.Actions.Length + 1)));
        }

        CheckBounds(seen, plan, bounds, totalBefore);
        return world.Writes > before;
    }

    public bool ReconcileSets()
    {
        var before = world.Writes;
        foreach (var set in Sets)
        {
            var plan = ReplicaSetPlanner.Plan(new ReplicaSetObservation(set, [.. world.Pods()], world.Now));
            foreach (var action in plan.Actions)
            {
                world.Send(WorkloadRequests.For(action, "default"));
            }

            if (MergePatch.Between(set.Status.ToJson(), plan.Status.ToJson()) is { } status)
            {
                world.Patch(KubeResources.ReplicaSets.ObjectPath(set.Meta.Key), new() { ["status"] = status });
            }
        }

        CheckRecreate();
        return world.Writes > before;
    }

    /// <summary>One of the pods, chosen by <paramref name="random"/> (else the first), goes a step on.</summary>
    public bool StepPods(Random? random = null)
    {
        var pods = world.Pods();
        random?.Shuffle(pods);
        return pods.Any(world.Step);
    }

    /// <summary>Reconciles and moves pods until nothing changes any more.</summary>
    public void Settle(Random? random = null)
    {
        for (var round = 0; round < 600; round++)
        {
            world.Now += TimeSpan.FromSeconds(1);
            var moved = random is null || random.Next(3) > 0 ? ReconcileDeployment() : true;
            moved |= random is null || random.Next(3) > 0 ? ReconcileSets() : true;
            moved |= random is null || random.Next(3) > 0 ? StepPods(random) : true;
            if (!moved)
            {
                return;
            }
        }

        Assert.Fail($"the Deployment does not come to rest:\n{Story}");
    }

    public void TellStatus()
    {
        var status = Deployment.Status;
        Tell($"status: {status.Replicas} replicas, {status.Updated} updated, {status.Available} available; "
            + string.Join("; ", status.Conditions.OrderBy(c => c.Type, StringComparer.Ordinal)
                .Select(c => $"{c.Type}={c.Status} {c.Reason}")));
    }

    private void Act(IEnumerable<WorkloadAction> actions)
    {
        foreach (var action in actions)
        {
            Tell(Describe(action));
            world.Send(WorkloadRequests.For(action, "default"));
        }
    }

    private void WriteStatus(DeploymentView deployment, DeploymentPlan plan)
    {
        var path = KubeResources.Deployments.ObjectPath(Key);
        if (MergePatch.Between(deployment.Status.ToJson(), plan.Status.ToJson()) is { } status)
        {
            world.Patch(path, new() { ["status"] = status });
        }

        if (plan.Revision is { } revision)
        {
            var annotations = new JsonObject { [WellKnown.Revision] = revision };
            world.Patch(path, new() { ["metadata"] = new JsonObject { ["annotations"] = annotations } });
        }
    }

    private void CheckBounds(DeploymentObservation seen, DeploymentPlan plan, RolloutBounds bounds, int totalBefore)
    {
        var sets = Sets;
        var total = sets.Sum(s => s.Replicas);
        Assert.True(
            total <= Math.Max(
                totalBefore, bounds.MaxTotal), $"D-1: {total} replicas, {bounds.MaxTotal} allowed\n{Story}");
        Assert.True(
            sets.Count(s => s.Template.Equals(seen.Deployment.Template)) <= 1,
            $"D-4: two sets of one template\n{Story}");
        Assert.True(
            seen.Candidates.All(s => s.Replicas == 0 || sets.Any(left => left.Meta.Uid == s.Meta.Uid)),
            $"D-6: a set with pods is deleted\n{Story}");

        var available = seen.Candidates.Sum(s => Math.Min(s.Replicas, s.Status.Available));
        var shrunkAvailable = plan.Actions.OfType<WorkloadAction.ChangeReplicaSet>().Sum(a =>
        {
            var set = seen.Candidates.Single(s => s.Meta.Name == a.Change.Set.Name);
            return Math.Max(0, Math.Min(set.Replicas, set.Status.Available) - a.Change.ToReplicas);
        });
        if (!seen.Deployment.Recreate && seen.Deployment.Replicas == seen.Candidates.Select(s =>
            s.Meta.Annotations[WellKnown.DesiredReplicas]).Select(Number).DefaultIfEmpty(seen.Deployment.Replicas)
                .Max())
        {
            Assert.True(
                shrunkAvailable == 0 || available - shrunkAvailable >= bounds.MinAvailable,
                $"D-2: {available - shrunkAvailable} would stay available, {bounds.MinAvailable} must\n{Story}");
        }
    }

    private void CheckRecreate()
    {
        var deployment = Deployment;
        if (!deployment.Recreate)
        {
            return;
        }

        var current = Sets.FirstOrDefault(s => s.Template.Equals(deployment.Template))?.Meta.Uid;
        var pods = world.Pods().Where(p => !p.IsTerminal).ToArray();
        Assert.False(
            pods.Any(p => p.Meta.Controller?.Uid == current) && pods.Any(p => p.Meta.Controller?.Uid != current),
            $"D-3: old and new pods at once\n{Story}");
    }

    private string Describe(WorkloadAction action) => action switch
    {
        WorkloadAction.CreateReplicaSet a => $"create {Short(a.Name)} with {a.Replicas}: {a.Reason}",
        WorkloadAction.ChangeReplicaSet { Change: var c } a when c.FromReplicas == c.ToReplicas =>
            $"annotate {Short(c.Set.Name)}: {a.Reason}",
        WorkloadAction.ChangeReplicaSet { Change: var c } a =>
            $"scale {Short(c.Set.Name)} from {c.FromReplicas} to {c.ToReplicas}: {a.Reason}",
        WorkloadAction.Delete a => $"delete {Short(a.Child.Name)}: {a.Reason}",
        _ => $"{action.GetType().Name.ToLowerInvariant()}: {action.Reason}",
    };

    // Hashes say nothing to a reader: sets are named A, B, C in the order of their creation.
    private string Short(string name)
    {
        if (!names.TryGetValue(name, out var letter))
        {
            names[name] = letter = ((char)('A' + names.Count)).ToString();
        }

        return letter;
    }

    private void Tell(string line) => story.Append(
        CultureInfo.InvariantCulture,
        $"{(world.Now - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds,4}s  {line}\n");

    private static int Number(string? text) => int.Parse(text ?? "0", CultureInfo.InvariantCulture);
}
