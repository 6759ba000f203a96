using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Approvals;

/// <summary>Whether enough people have said yes to the plan, and nobody no. Pure. What has begun is not held.</summary>
public static class ApprovalPlanner
{
    /// <summary>The answer; null where nobody has to say anything, and nobody has said no.</summary>
    public static GateAnswer? Decide(GateSubject subject, IReadOnlyList<Approval> approvals)
    {
        if (subject.HasBegun)
        {
            return null;
        }

        var said = approvals.Where(approval => Speaks(approval.Spec, subject)).ToList();
        if (said.Find(approval => approval.Spec.Decision == ApprovalDecision.Reject) is { } no)
        {
            return Hold(
                said,
                ClusterReleaseReasons.Rejected,
                $"{no.Spec.Approver} rejects the plan: {no.Spec.Reason} (Approval {no.Metadata.Name})");
        }

        if (subject.Approvals.Count == 0)
        {
            return null;
        }

        return Missing(subject, said) is { } missing
            ? Hold(said, ClusterReleaseReasons.WaitingForApproval, missing)
            : new GateAnswer(GateDecision.Pass, $"approved by {Names(said)}", Facts(said));
    }

    private static bool Speaks(ApprovalSpec approval, GateSubject subject) =>
        approval.Release == subject.Release.Metadata.Name
        && approval.PlanDigest == subject.Release.Status?.Plan?.Digest
        && (approval.Stage is null || approval.Stage == subject.Stage)
        && !(approval.ExpiresAt <= subject.Now)
        && (approval.Decision == ApprovalDecision.Reject
            || approval.Approver != CatchUpRules.AuthorOf(subject.Release));

    private static string? Missing(GateSubject subject, List<Approval> said)
    {
        if (CatchUpRules.AuthorOf(subject.Release) is null)
        {
            return $"the stage {subject.Stage} needs approvals, and the Release does not say who made it, who must not "
                + "approve: make it again with spec.author";
        }

        foreach (var demand in subject.Approvals)
        {
            var given = said.Where(approval => approval.Spec.Groups?.Contains(demand.Group) == true).ToList();
            var people = given.Select(approval => approval.Spec.Approver).Distinct(StringComparer.Ordinal).Count();
            if (people < demand.Count)
            {
                var has = people == 0 ? "none" : $"{people} ({Names(given)})";
                return $"the stage {subject.Stage} needs {demand.Count} of the group {demand.Group} to approve the "
                    + $"plan, and has {has}";
            }
        }

        return null;
    }

    private static GateAnswer Hold(List<Approval> said, string reason, string says) =>
        new(GateDecision.Hold, says, Facts(said)) { Reason = reason };

    private static string Names(IEnumerable<Approval> said) => string.Join(
        ", ", said.Select(one => one.Spec.Approver).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static JsonObject Facts(List<Approval> said) => new()
    {
        ["approvals"] = new JsonArray(
        [
            .. said.Select(approval => (JsonNode)new JsonObject
            {
                ["name"] = approval.Metadata.Name,
                ["approver"] = approval.Spec.Approver,
                ["decision"] = approval.Spec.Decision.ToString(),
                ["reason"] = approval.Spec.Reason,
                ["plan"] = approval.Spec.PlanDigest,
            }),
        ]),
    };
}
