using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>Approvals around whole Releases.</summary>
public sealed class ApprovalTests
{
    private const string Approvals = "/apis/fairway.dev/v1alpha1/approvals";

    private static readonly string Pipeline = Fleets.Pipeline.Replace(
        """
        {"name": "small",
        """,
        """
        {"name": "small", "approvals": [{"group": "sre", "count": 2}],
        """,
        StringComparison.Ordinal);

    [Fact]
    public void A_stage_waits_for_its_people_and_the_one_before_does_not() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.ThreeStagesAsync(world, Pipeline);
        await world.ReleaseAsync("first", "1.0.0", """{"author":"eve"}""");
        await world.UntilAsync("first", release => Reason(release) == ReleaseConditions.WaitingForApproval);
        await world.PassAsync(600);

        Assert.DoesNotContain(world.Deeds, deed => deed.Cluster != "c1");
        Assert.Empty((await world.FindAsync("first"))!.Status!.Slots!);

        await ApproveAsync(world, "ann");
        await ApproveAsync(world, "eve");
        await world.PassAsync(60);
        Assert.DoesNotContain(world.Deeds, deed => deed.Cluster != "c1");

        await ApproveAsync(world, "bob");
        await world.UntilAsync("first", ReleasePhase.Succeeded);
        var gates = (await world.FindAsync("s1", "first"))!.Status!.Gates!;
        Assert.Contains(
            gates, gate => gate is { Gate: "approval/before", Says: "approved by ann, bob", Evidence: not null });
    });

    [Fact]
    public void A_no_in_the_middle_lets_finish_what_has_begun_and_holds_the_rest() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.ThreeStagesAsync(world);
        await world.ReleaseAsync("first", "1.0.0", """{"author":"eve"}""");
        await world.UntilAsync("c1", "first", item => item.Status?.Phase == ClusterReleasePhase.Step);
        await ApproveAsync(world, "ann", "Reject");
        await world.PassAsync(120);

        Assert.Equal(ClusterReleasePhase.Succeeded, (await world.FindAsync("c1", "first"))!.Status!.Phase);
        Assert.Equal(ReleaseConditions.Rejected, Reason((await world.FindAsync("first"))!));
        await world.DeleteAsync($"{Approvals}/ann-reject");
        await world.UntilAsync("first", ReleasePhase.Succeeded);
    });

    private static string? Reason(Release release) =>
        release.Status?.Conditions.Find(ReleaseConditions.Progressing)?.Reason;

    private static async Task ApproveAsync(ReleaseWorld world, string name, string decision = "Approve")
    {
        var digest = (await world.FindAsync("first"))!.Status!.Plan!.Digest;
        await world.PostAsync(Approvals, new JsonObject
        {
            ["apiVersion"] = ApiGroup.ApiVersion,
            ["kind"] = "Approval",
            ["metadata"] = new JsonObject { ["name"] = $"{name}-{decision.ToLowerInvariant()}" },
            ["spec"] = new JsonObject
            {
                ["release"] = "first",
                ["planDigest"] = digest,
                ["decision"] = decision,
                ["reason"] = "as said",
                ["approver"] = name,
                ["groups"] = new JsonArray("sre"),
            },
        });
    }
}
