using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Probes;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Kube.Requests;
using Fairway.Releases.Gates;

namespace Fairway.Releases.CanaryTests;

/// <summary>Reads in the cluster how its canary tests went. What began before the step counts for nothing.</summary>
/// <param name="directory">How the cluster is reached.</param>
public sealed class CanaryTestGate(IClusterDirectory directory) : IGate
{
    private static readonly KubeResource Sets = FairwayResources.Of<CanaryTestSet>();

    /// <inheritdoc/>
    public string Name => "canary-tests";

    /// <inheritdoc/>
    public bool IsSlow => true;

    /// <inheritdoc/>
    public IReadOnlySet<GatePoint> Points { get; } =
        new HashSet<GatePoint> { GatePoint.Before, GatePoint.AfterStep, GatePoint.After };

    /// <summary>Whether the gate has anything to ask of a ClusterRelease at a point. On the way back it has not: tests
    /// that the broken version breaks would hold its mending.</summary>
    public bool IsDemanded(ClusterRelease item, GatePoint point) => item.Spec.CanaryTests is { } demands
        && item.Status?.Direction != Direction.Back
        && CheckPoints.Has(demands.Points, point);

    /// <inheritdoc/>
    public async Task<GateAnswer> DecideAsync(GateQuestion question, CancellationToken cancel)
    {
        if (question.ClusterRelease.Spec.CanaryTests is not { } demands)
        {
            return new GateAnswer(GateDecision.Pass, "the pipeline demands no canary tests", new JsonObject());
        }

        try
        {
            var tenant = await directory.ConnectAsync(question.Order.ClusterId, cancel);
            var query = ListQuery.All with { Namespace = demands.Namespace };
            var sets = await tenant.ListAllAsync(Sets, query, ApiJson.Default.CanaryTestSet, cancel);
            return CanaryTestPlanner.Plan(new CanaryTestObservation(
                question, [.. sets.OrderBy(set => set.Metadata.Name, StringComparer.Ordinal)]));
        }
        catch (KubeApiException e)
        {
            return CanaryTestPlanner.Unread(question, e.Status == 404, e.Message);
        }
    }
}
