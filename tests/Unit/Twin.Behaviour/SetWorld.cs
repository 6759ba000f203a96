using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Requests;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>One plan for a set as the test needs it: the writes, and the status as it was and as it is to be.</summary>
internal sealed record SetPlan(IReadOnlyCollection<WorkloadAction> Actions, JsonObject Before, JsonObject After);

/// <summary>One StatefulSet or DaemonSet in a world of its own, its story told.</summary>
internal sealed class SetWorld
{
    private readonly KubeResource resource;
    private readonly Func<World, SetPlan> plan;
    private readonly StringBuilder story = new();
    private readonly Dictionary<string, string> names = [];

    public SetWorld(KubeResource resource, string spec, Func<World, SetPlan> plan)
    {
        this.resource = resource;
        this.plan = plan;
        World.Create(resource.CollectionPath("default"), PodWorld.Merge(
            $$"""
            {"apiVersion":"apps/v1","kind":"{{resource.Kind}}","metadata":{"name":"s","namespace":"default"},
             "spec":{{spec}} }
            """));
    }

    public static ObjectKey Key { get; } = new("default", "s");

    public World World { get; } = new();

    /// <summary>Called with the pods before a plan, and the plan.</summary>
    public Action<PodView[], SetPlan> Check { get; set; } = (_, _) => { };

    public string Story => story.ToString();

    public void Edit(string patch, string why)
    {
        Tell($"user: {why}");
        World.Patch(resource.ObjectPath(Key), PodWorld.Merge(patch));
    }

    public bool Reconcile()
    {
        var before = World.Writes;
        var pods = World.Pods();
        var decided = plan(World);
        Check(pods, decided);
        foreach (var action in decided.Actions)
        {
            Tell(Describe(action));
            World.Send(WorkloadRequests.For(action, "default"));
        }

        if (MergePatch.Between(decided.Before, decided.After) is { } status)
        {
            World.Patch(resource.ObjectPath(Key), new() { ["status"] = status });
        }

        return World.Writes > before;
    }

    public bool StepPods(Random? random = null)
    {
        var pods = World.Pods();
        random?.Shuffle(pods);
        return pods.Any(World.Step);
    }

    public void Settle(Random? random = null)
    {
        for (var round = 0; round < 500; round++)
        {
            World.Now += TimeSpan.FromSeconds(1);
            var moved = random is not null && random.Next(3) == 0 || Reconcile();
            moved |= random is not null && random.Next(3) == 0 || StepPods(random);
            if (!moved)
            {
                return;
            }
        }

        Assert.Fail($"the set does not come to rest:\n{Story}");
    }

    public void TellPods() => Tell("pods: " + string.Join(", ", World.Pods().Select(p =>
        $"{Place(p)} {p.Spec.Containers[0].Image}{(p.IsReady ? "" : " not ready")}").Order(StringComparer.Ordinal)));

    private static string Place(PodView pod) => pod.NodeName is { } node && node != "n" ? node : pod.Meta.Name;

    private string Describe(WorkloadAction action) => action switch
    {
        WorkloadAction.CreatePod a => $"create pod {a.Label}: {a.Reason}",
        WorkloadAction.Delete { Kind: ChildKind.Pod } a => $"delete pod {PlaceOf(a.Child)}: {a.Reason}",
        WorkloadAction.Delete a => $"delete revision {Short(a.Child.Name)}: {a.Reason}",
        WorkloadAction.CreateRevision a => $"keep revision {Short(a.Name)}: {a.Reason}",
        WorkloadAction.RenumberRevision a => $"revision {Short(a.Revision.Name)} is number {a.Number}: {a.Reason}",
        _ => $"{action.GetType().Name.ToLowerInvariant()}: {action.Reason}",
    };

    private string PlaceOf(ObjectMeta meta) => Place(World.Get(KubeResources.Pods, meta.Key, PodView.Read));

    private string Short(string name)
    {
        if (!names.TryGetValue(name, out var letter))
        {
            names[name] = letter = ((char)('A' + names.Count)).ToString();
        }

        return letter;
    }

    private void Tell(string line)
    {
        var seconds = (World.Now - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;
        story.Append(CultureInfo.InvariantCulture, $"{seconds,4}s  {line}\n");
    }
}
