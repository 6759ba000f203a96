using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Objects;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

public sealed class PodLifecyclePlannerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_pod_starts_becomes_ready_gets_a_new_image_and_ends()
    {
        var life = new Life(Steady);
        life.Run(TimeSpan.FromSeconds(20));
        life.Patch("""{"spec":{"containers":[{"name":"app","image":"registry.example/app:2"}]}}""", "image app:2");
        life.Run(TimeSpan.FromSeconds(20));
        var end = ApiTime.Text(life.Now + TimeSpan.FromSeconds(30));
        life.Patch(
            $$$"""{"metadata":{"deletionTimestamp":"{{{end}}}","deletionGracePeriodSeconds":30} }""",
            "delete");
        life.Run(TimeSpan.FromSeconds(20));
        Assert.True(life.IsGone);
        Golden.Check("pod-life", life.Story);
    }

    [Fact]
    public void A_crashing_container_is_started_again_and_again_ever_later()
    {
        var life = new Life(Steady with { EndsAfter = TimeSpan.FromSeconds(3), ExitCode = 2 });
        life.Run(TimeSpan.FromSeconds(120));
        Golden.Check("pod-crash-loop", life.Story);
    }

    [Fact]
    public void A_pod_that_runs_to_its_end_stays_ended()
    {
        var life = new Life(Steady with { EndsAfter = TimeSpan.FromSeconds(3), ExitCode = 0 });
        life.Patch("""{"spec":{"restartPolicy":"OnFailure"}}""", "a job's pod");
        life.Run(TimeSpan.FromSeconds(60));
        Assert.Equal(PodPhase.Succeeded, life.Pod.Phase);
        Assert.Equal("PodCompleted", life.Pod.ReadyCondition!.Reason);
    }

    [Fact]
    public void An_image_that_cannot_be_pulled_waits_for_another()
    {
        var life = new Life(Steady, broken: "registry.example/app:1");
        life.Run(TimeSpan.FromSeconds(60));
        Assert.Equal("ImagePullBackOff", life.Pod.Containers[0].Waiting!.Reason);
        Assert.Equal(PodPhase.Pending, life.Pod.Phase);
        life.Patch("""{"spec":{"containers":[{"name":"app","image":"registry.example/app:2"}]}}""", "image app:2");
        life.Run(TimeSpan.FromSeconds(60));
        Assert.True(life.Pod.IsReady);
    }

    [Fact]
    public void Readiness_gates_hold_a_pod_until_somebody_opens_them()
    {
        var life = new Life(Steady);
        life.Patch("""{"spec":{"readinessGates":[{"conditionType":"example.com/Gate"}]}}""", "a gate");
        life.Run(TimeSpan.FromSeconds(20));
        Assert.Equal(
            ("False", "ReadinessGatesNotReady"), (life.Pod.ReadyCondition!.Status, life.Pod.ReadyCondition.Reason));
        life.AddCondition("example.com/Gate", "True");
        life.Run(TimeSpan.FromSeconds(5));
        Assert.True(life.Pod.IsReady);
        life.AddCondition("example.com/Gate", "False");
        life.Run(TimeSpan.FromSeconds(5));
        Assert.False(life.Pod.IsReady);
        Assert.Equal(0, life.Pod.Containers[0].RestartCount);
    }

    [Fact]
    public void An_instant_pod_takes_one_write_and_a_settled_one_none()
    {
        var life = new Life(PodBehaviour.Instant);
        life.Run(TimeSpan.FromSeconds(5));
        Assert.True(life.Pod.IsReady);
        Assert.Equal(1, life.Writes);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(5, 160)]
    [InlineData(6, 300)]
    [InlineData(1000, 300)]
    public void Restarts_wait_ten_seconds_and_then_twice_as_long_up_to_five_minutes(int restarts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ContainerPlanner.BackOff(restarts));

    [Fact]
    public void An_image_id_is_the_name_with_a_digest()
    {
        var first = ContainerPlanner.ImageId("registry.example:5000/app:1");
        Assert.StartsWith("registry.example:5000/app@sha256:", first, StringComparison.Ordinal);
        Assert.NotEqual(first, ContainerPlanner.ImageId("registry.example:5000/app:2"));
    }

    private static PodBehaviour Steady { get; } = new()
    {
        ImagePull = TimeSpan.FromSeconds(1), Start = TimeSpan.FromSeconds(1), Ready = TimeSpan.FromSeconds(2),
        Stop = TimeSpan.FromSeconds(3), Jitter = 0,
    };

    /// <summary>One pod on a node: looks when a look is due, writes what the plan says, and tells it.</summary>
    private sealed class Life(PodBehaviour behaviour, string? broken = null)
    {
        private readonly StringBuilder story = new();
        private JsonObject pod = PodWorld.Merge("""
            {"metadata":{"name":"p","namespace":"default","uid":"u"},
             "spec":{"nodeName":"n","containers":[{"name":"app","image":"registry.example/app:1"}]},
             "status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"True"}]}}
            """);

        public DateTimeOffset Now { get; private set; } = Start;

        public bool IsGone { get; private set; }

        public int Writes { get; private set; }

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
                    new PodObservation(Pod, Behave, Now) { HostIp = "172.16.0.1", PodIp = "10.1.0.2" });
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

        private PodBehaviour Behave(string image) => behaviour with { PullFails = image == broken };

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
                if (same is null)
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
            var container = Pod.Containers[0];
            var state = container.RunningSince is not null ? "running" : container.Waiting?.Reason ?? "terminated";
            Tell($"status: {Pod.Phase}, {state}, {(Pod.IsReady ? "ready" : "not ready")}, {container.RestartCount} "
                + "restarts");
        }

        private void Tell(string line) =>
            story.Append(CultureInfo.InvariantCulture, $"{(Now - Start).TotalSeconds,4}s  {line}\n");
    }
}
