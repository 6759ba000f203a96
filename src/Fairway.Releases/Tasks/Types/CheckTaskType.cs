using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Cel;
using Fairway.Cel.Types;
using Fairway.Cel.Values;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;
using Fairway.Releases.Clusters;

namespace Fairway.Releases.Tasks.Types;

/// <summary>Waits until metrics and a rule are as they must be. Missing data, and a rule that cannot be told, do not
/// pass.</summary>
internal sealed class CheckTaskType(IGate? metrics, Func<string, Cluster?> clusterOf) : ITaskType
{
    private static readonly CelEnvironment Names = CelEnvironment.Kubernetes
        .With("clusters", CelType.Dyn).With("release", CelType.Dyn);

    public TaskType Type => TaskType.Check;

    public async Task<TaskSight> LookAsync(TaskOrder order, CancellationToken cancel)
    {
        var check = order.Task.Check!;
        var rule = check.Rule is { } text ? Judge(order, text) : new TaskSight(TaskState.Succeeded, "no rule", []);
        if (rule.State != TaskState.Succeeded || check.Metrics is not { } demands)
        {
            return rule;
        }

        var facts = new JsonObject();
        var passed = new List<string>();
        foreach (var item in order.Items)
        {
            var answer = metrics is null
                ? new GateAnswer(GateDecision.Hold, "this manager has no source of metrics", [])
                : await metrics.DecideAsync(Question(order, item, demands), cancel);
            facts[item.ClusterId] = answer.Facts.DeepClone();
            if (answer.Decision != GateDecision.Pass)
            {
                var state = answer.Decision == GateDecision.Fail ? TaskState.Failed : TaskState.Running;
                return new TaskSight(state, $"{item.ClusterId}: {answer.Says}", facts);
            }

            passed.Add($"{item.ClusterId}: {answer.Says}");
        }

        return new TaskSight(
            TaskState.Succeeded, passed.Count == 0 ? "the stage has no clusters to ask for" : passed[0], facts);
    }

    private TaskSight Judge(TaskOrder order, string text)
    {
        var compiled = CelCompiler.Compile(text, Names);
        if (compiled.Program is not { } program)
        {
            var fault = compiled.Issues is [var first, ..] ? first.Message : compiled.InstantiationError;
            return new TaskSight(TaskState.Failed, $"its rule cannot be read: {fault}", []);
        }

        var clusters = order.Items.Select(item => clusterOf(item.ClusterId)).OfType<Cluster>()
            .Select(one => JsonSerializer.SerializeToNode(one, ApiJson.Default.Cluster));
        var release = JsonSerializer.SerializeToNode(order.Release, ApiJson.Default.Release);
        var activation = new CelActivation().Set("clusters", CelJson.Value(new JsonArray([.. clusters])))
            .Set("release", CelJson.Value(release));
        var result = program.Evaluate(activation, new CelBudget(CelLimits.PerCall));
        var facts = new JsonObject { ["rule"] = text, ["error"] = result.Error };
        return result switch
        {
            { Error: { } error } => new TaskSight(TaskState.Running, $"its rule cannot be told: {error}", facts),
            { Value: CelBool { Value: true } } => new TaskSight(TaskState.Succeeded, "its rule is true", facts),
            _ => new TaskSight(TaskState.Running, "its rule is not true yet", facts),
        };
    }

    /// <summary>The gate of metrics is asked as if the cluster had come to its last step when the task
    /// began.</summary>
    private static GateQuestion Question(TaskOrder order, ClusterRelease item, MetricDemands demands)
    {
        var asked = item with
        {
            Spec = item.Spec with { Metrics = demands },
            Status = (item.Status ?? new ClusterReleaseStatus()) with { PhaseSince = order.Status.StartedAt },
        };
        var change = new ChangeOrder
        {
            ClusterId = item.ClusterId,
            Release = ReleaseId.Of(item),
            Direction = Direction.Forward,
            Target = ClusterOrders.TargetOf(item.Spec.Changes[0]),
            Steps = item.Spec.Steps,
            Fence = NoFence.Refusing,
        };
        return new GateQuestion(GatePoint.After, asked, change, order.Now);
    }
}
