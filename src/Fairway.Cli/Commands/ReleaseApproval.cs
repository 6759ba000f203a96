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
            "approve", "Approve what a Release's plan holds for, and by name what needs to be named.");
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
        return verb.Set(command, (parsed, session) => ApproveAsync(
            session, parsed.GetValue(name)!, parsed.GetValue(named) ?? [], parsed.GetValue(only)));
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
