using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Kube;

namespace Fairway.Releases.Fleet;

/// <summary>What a ClusterRelease is made of. Pure.</summary>
internal static class ClusterReleaseMaker
{
    private static readonly KubeResource Resource = FairwayResources.Of<ClusterRelease>();

    /// <summary>The object of a member, by the pipeline that was pinned.</summary>
    public static JsonObject Make(
        Release release,
        ReleasePipelineSpec pipeline,
        string cluster,
        string stage,
        IReadOnlyList<ClusterChange> changes)
    {
        var spec = new ClusterReleaseSpec
        {
            Release = release.Metadata.Name,
            Stage = stage,
            Approvals = ApprovalsOf(pipeline, stage),
            Changes = changes,
            Steps = pipeline.Steps is { Count: > 0 } steps ? steps : [new RolloutStep()],
            StepDeadline = pipeline.StepDeadline,
            PermitDuration = pipeline.PermitDuration,
            Rollback = pipeline.Rollback,
            Health = pipeline.Health,
            Metrics = pipeline.Metrics,
            CanaryTests = pipeline.CanaryTests,
            Rules = pipeline.Rules,
        };
        return new JsonObject
        {
            ["apiVersion"] = Resource.ApiVersion,
            ["kind"] = Resource.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = release.Metadata.Name,
                ["namespace"] = cluster,
                ["labels"] = new JsonObject
                {
                    [Labels.Release] = LabelValue(release.Metadata.Name),
                    [Labels.Cluster] = cluster,
                },
                ["ownerReferences"] = new JsonArray(Owner(release)),
            },
            ["spec"] = JsonSerializer.SerializeToNode(spec, ApiJson.Default.ClusterReleaseSpec),
        };
    }

    /// <summary>Who must approve before a cluster of a stage begins; null for nobody.</summary>
    public static IReadOnlyList<ApprovalDemand>? ApprovalsOf(ReleasePipelineSpec pipeline, string stage) =>
        pipeline.Stages.FirstOrDefault(one => one.Name == stage)?.Approvals;

    /// <summary>The reference by which an object goes with its Release.</summary>
    public static JsonObject Owner(Release release) => new()
    {
        ["apiVersion"] = ApiGroup.ApiVersion,
        ["kind"] = nameof(Release),
        ["name"] = release.Metadata.Name,
        ["uid"] = release.Metadata.Uid,
        ["controller"] = true,
    };

    /// <summary>A label's value has 63 characters at most, and a name may have more.</summary>
    public static string LabelValue(string name) => name.Length <= 63 ? name : name[..63].TrimEnd('-', '.');
}
