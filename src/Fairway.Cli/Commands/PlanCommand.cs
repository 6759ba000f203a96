using System.CommandLine;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Cli.Releases;
using Fairway.Cli.Terminals;
using Fairway.Kube;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway plan</c>: what a Release would change, and in which clusters, without changing it.</summary>
internal static class PlanCommand
{
    private static readonly KubeResource Releases = FairwayResources.Of<Release>();

    /// <summary>The command.</summary>
    public static Command Create(MetaVerb verb)
    {
        var command = new Command("plan", "Show what a Release would change, and change nothing.");
        var arguments = new ReleaseArguments(command);
        var keep = new Option<bool>("--keep") { Description = "Keep the planned Release, and say its name" };
        command.Add(keep);
        return verb.Set(command, async (parsed, session) =>
        {
            var metadata = new JsonObject { ["generateName"] = "plan-" };
            var body = arguments.Make(parsed, metadata, ReleaseMode.Plan);
            var answer = await session.Api.CreateAsync(Releases, null, body, null, session.Stopped);
            var name = answer.Read(ApiJson.Default.Release).Metadata.Name;
            try
            {
                return await ShowAsync(session, name);
            }
            finally
            {
                await EndAsync(session, name, parsed.GetValue(keep));
            }
        });
    }

    private static async Task<int> ShowAsync(MetaSession session, string name)
    {
        var end = await new ReleaseFollower(session, name).FollowAsync(
            _ => { }, sight => sight.IsOver || sight.Status.Plan is not null, session.Stopped);
        if (end.Status.Plan is not { } plan)
        {
            session.Terminal.Say($"no plan can be made: {end.Progress?.Message}");
            return ExitCodes.Failed;
        }

        var shown = await session.Api.GetAsync(
            KubeResources.ConfigMaps, new ObjectKey(Labels.SystemNamespace, plan.ShownIn!), session.Stopped);
        session.Terminal.Out.Write(shown.ReadNode()["data"]?["plan.txt"]?.GetValue<string>());
        var dangers = plan.Dangers > 0 ? $", {plan.Dangers} dangerous fields" : "";
        var final = plan.Irreversible > 0 ? $", {plan.Irreversible} that cannot be undone" : "";
        session.Terminal.Say(
            $"{Counts.Of(end.Status.Clusters ?? 0, "cluster")} in {Counts.Of(plan.Groups, "group")} of the same change"
            + $"{dangers}{final}; {plan.Digest}");
        return ExitCodes.Ok;
    }

    /// <summary>A plan that was only to be looked at goes, whether or not it could be made.</summary>
    private static async Task EndAsync(MetaSession session, string name, bool isKept)
    {
        if (isKept)
        {
            session.Terminal.Say($"kept as release/{name}");
            return;
        }

        await session.Api.DeleteIfPresentAsync(Releases, new ObjectKey(null, name), null, CancellationToken.None);
    }
}
