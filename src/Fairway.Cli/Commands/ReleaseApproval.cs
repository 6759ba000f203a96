using System.CommandLine;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Cli.Terminals;
using Fairway.Kube;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway release approve</c>: says in the Release what is approved beyond the plan's ordinary
/// changes.</summary>
internal static class ReleaseApproval
{
    private static readonly KubeResource Releases = FairwayResources.Of<Release>();

    /// <summary>The command.</summary>
    public static Command Create(MetaVerb verb)
    {
        var command = new Command(
            "approve",
            "Approve what a Release's plan holds for, and by name what needs to be named; with --reason, say yes to "
            + "the plan for the stages that demand approvals.");
        var name = new Argument<string>("NAME") { Description = "Name of the Release" };
        var named = new Argument<string[]>("WHAT")
        {
            Description = "Ids of rules (deletion-budget) or fingerprints of changes (sha256:...) to approve by name",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var only = new Option<bool>("--only") { Description = "Approve what is named, and not the whole plan" };
        command.Add(name);
        command.Add(named);
        command.Add(only);
        var verdict = new ReleaseVerdict(command);
        return verb.Set(command, async (parsed, session) =>
        {
            var (release, what) = (parsed.GetValue(name)!, parsed.GetValue(named) ?? []);
            var code = verdict.IsGiven(parsed)
                ? await verdict.GiveAsync(parsed, session, release, ApprovalDecision.Approve)
                : ExitCodes.Ok;

            // With a reason a person says yes to the plan as it is; what is dangerous in it is approved by name.
            return code == ExitCodes.Ok && (what.Length > 0 || !verdict.IsGiven(parsed))
                ? await ApproveAsync(session, release, what, parsed.GetValue(only) || verdict.IsGiven(parsed))
                : code;
        });
    }

    private static async Task<int> ApproveAsync(MetaSession session, string name, string[] named, bool only)
    {
        var key = new ObjectKey(null, name);
        var release = await session.Api.GetAsync(Releases, key, ApiJson.Default.Release, session.Stopped);
        if (!only && release.Status?.Plan is null)
        {
            session.Terminal.Say($"release/{name} has no plan yet: wait for it, and read it before you approve it");
            return ExitCodes.Failed;
        }

        IEnumerable<string> plan = only ? [] : [release.Status!.Plan!.Digest];
        var approved = (release.Spec.Approved ?? []).Concat(plan).Concat(named).Distinct(StringComparer.Ordinal);
        var patch = new JsonObject
        {
            // What is approved is added to what was read: another approval in between is not to be lost.
            ["metadata"] = new JsonObject { ["resourceVersion"] = release.Metadata.ResourceVersion },
            ["spec"] = new JsonObject { ["approved"] = new JsonArray([.. approved.Select(one => (JsonNode)one)]) },
        };
        await session.Api.MergePatchAsync(Releases, key, patch, null, session.Stopped);
        session.Terminal.Out.WriteLine($"release/{name} approved");
        session.Terminal.Say($"see where it stands with: fairway release show {name}");
        return ExitCodes.Ok;
    }
}
