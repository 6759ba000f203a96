using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;
using Fairway.Kube;
using Fairway.Kube.Clusters;

namespace Fairway.Releases.Gates;

/// <summary>
/// The cluster answers, enough of its nodes are ready, and (after something was brought) the component's workloads are
/// whole and, in the end, all its objects healthy, and have been for long enough. Before, the workloads are not asked
/// for: a broken old version must not block its mending.
/// </summary>
public sealed class HealthGate(IClusterDirectory directory, IReadOnlyList<IChangeKind> kinds) : IGate
{
    private readonly WholeSince _whole = new();

    /// <inheritdoc/>
    public string Name => "health";

    /// <inheritdoc/>
    public IReadOnlySet<GatePoint> Points { get; } =
        new HashSet<GatePoint> { GatePoint.Before, GatePoint.AfterStep, GatePoint.After };

    /// <inheritdoc/>
    public async Task<GateAnswer> DecideAsync(GateQuestion question, CancellationToken cancel)
    {
        try
        {
            var tenant = await directory.ConnectAsync(question.Order.ClusterId, cancel);
            var nodes = await NodeCount.ReadAsync(tenant, cancel);
            var sight = question.Point == GatePoint.Before ? null : await SightAsync(question, cancel);
            var troubles = question.Point == GatePoint.After && sight?.State == ChangeState.Complete
                ? await KindOf(question)!.HealthAsync(question.Order, cancel)
                : [];
            var isWhole = sight is not null && troubles.Count == 0 && HealthPlanner.IsWhole(question, sight);
            var since = _whole.Since(question, isWhole);
            return HealthPlanner.Plan(new HealthObservation(question, nodes, sight, since) { Troubles = troubles });
        }
        catch (KubeApiException e)
        {
            _whole.Since(question, false);
            return new GateAnswer(
                GateDecision.Hold,
                "the cluster does not answer",
                new JsonObject { ["failure"] = e.Message });
        }
    }

    private async Task<ChangeSight?> SightAsync(GateQuestion question, CancellationToken cancel) =>
        KindOf(question) is { } kind ? await kind.ObserveAsync(question.Order, cancel) : null;

    private IChangeKind? KindOf(GateQuestion question) =>
        kinds.FirstOrDefault(kind => kind.Name == question.Order.Target.Kind);
}
