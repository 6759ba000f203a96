using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>One pod on a node: looks when a look is due, writes what the plan says, and tells it.</summary>
internal sealed class PodLife(PodBehaviour behaviour, string? broken = null)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly StringBuilder story = new();
    private readonly List<string> images = [];
    private PodBehaviour behaviour = behaviour;
    private PodMemory memory = PodMemory.Nothing;
    private readonly JsonObject pod = PodWorld.Merge("""
        {"metadata":{"name":"p","namespace":"default","uid":"u"},
         "spec":{"nodeName":"n","containers":[{"name":"app","image":"registry.example/app:1"}]},
         "status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"True"}]}}
        """);

    public DateTimeOffset Now { get; private set; } = Start;

    public bool IsGone { get; private set; }

    public int Writes { get; private set; }

    public PodPlan LastPlan { get; private set; } = PodPlan.Nothing;

    /// <summary>Names of the objects that are missing.</summary>
    public HashSet<string> Missing { get; } = [];

    /// <summary>How some containers behave otherwise than the others.</summary>
    public Func<ContainerRun, PodBehaviour?>? Behaviours { get; init; }

    /// <summary>The cores of the node.</summary>
    public int Cores { get; set; } = 16;

    public string Story => story.ToString();

    public PodView Pod
    {
        get
        {
            using var document = JsonDocument.Parse(pod.ToJsonString());
            return PodView.Read(document.RootElement);
        }
    }

    public void Patch(string patch, string why)
    {
        Tell($"user: {why}");
        Apply(PodWorld.Merge(patch));
    }

    /// <summary>From now on the pod behaves otherwise.</summary>
    public void Behave(PodBehaviour other, string why)
    {
        Tell($"behaves: {why}");
        behaviour = other;
    }

    public void AddCondition(string type, string status) => Apply(new JsonObject
    {
        ["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = type, ["status"] = status }),
        },
    });

    public void Run(TimeSpan time)
    {
        var end = Now + time;
        while (!IsGone && Now <= end)
        {
            var plan = PodLifecyclePlanner.Plan(
                new PodObservation(Pod, Behave, Now)
                {
                    HostIp = "172.16.0.1", PodIp = "10.1.0.2", Memory = memory, HasImage = images.Contains,
                    IsMissing = need => Missing.Contains(need.Name),
                    Allocatable = new ResourceAmounts(Cores * 1000, 1L << 36, 110),
                });
            LastPlan = plan;
            memory = plan.Memory;
            images.AddRange(plan.Pulled);
            foreach (var happened in plan.Events)
            {
                Tell($"{happened.Reason}: {happened.Message}");
            }

            IsGone = plan.Remove;
            if (plan.Status is { } status)
            {
                Writes++;
                Apply(status);
                TellStatus();
                continue;
            }

            if (plan.LookAgainAt is not { } at || at > end)
            {
                Now = end;
                return;
            }

            Assert.True(at > Now, "a look at a time that has passed");
            Now = at;
        }
    }

    private PodBehaviour Behave(ContainerRun run)
    {
        if (Behaviours?.Invoke(run) is { } special)
        {
            return special;
        }

        var said = broken is null ? behaviour : behaviour with { PullFails = run.Spec.Image == broken };
        return run.Role == ContainerRole.Init ? said.AsInit() : said;
    }

    // As a strategic merge patch: conditions by type, all other lists as a whole.
    private void Apply(JsonObject patch)
    {
        Merge(pod, patch);
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(key);
                    break;
                case JsonObject nested when target[key] is JsonObject inner:
                    Merge(inner, nested);
                    break;
                case JsonArray list when key == "conditions" && target[key] is JsonArray present:
                    MergeByType(present, list);
                    break;
                default:
                    target[key] = value.DeepClone();
                    break;
            }
        }
    }

    private static void MergeByType(JsonArray present, JsonArray list)
    {
        foreach (var item in list.OfType<JsonObject>())
        {
            var same =
                present.OfType<JsonObject>().FirstOrDefault(c => (string?)c["type"] == (string?)item["type"]);
            if ((string?)item["$patch"] == "delete")
            {
                present.Remove(same);
            }
            else if (same is null)
            {
                present.Add(item.DeepClone());
            }
            else
            {
                Merge(same, item);
            }
        }
    }

    private void TellStatus()
    {
        var told = Pod;
        var container = told.Containers[0];
        var others = told.InitContainers.Concat(told.Containers.Skip(1)).Concat(told.EphemeralContainers)
            .Select(c => $", {c.Name} {State(c)}{(c.Ready ? " ready" : "")}, {c.RestartCount} restarts");
        Tell($"status: {told.Phase}, {State(container)}, {(told.IsReady ? "ready" : "not ready")}, "
            + $"{container.RestartCount} restarts{string.Concat(others)}");
    }

    private static string State(ContainerStatus container) =>
        container.RunningSince is not null ? "running"
        : container.Waiting?.Reason ?? $"ended {container.Terminated!.ExitCode} {container.Terminated.Reason}";

    private void Tell(string line) =>
        story.Append(CultureInfo.InvariantCulture, $"{(Now - Start).TotalSeconds,4}s  {line}\n");
}
