using System.CommandLine;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Cli.Displays;
using Fairway.Cli.Releases;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway release</c>: makes Releases, looks at them, and turns their switches.</summary>
internal static class ReleaseCommand
{
    private static readonly KubeResource Releases = FairwayResources.Of<Release>();

    /// <summary>The command with its subcommands.</summary>
    public static Command Create(MetaVerb verb) => new(
        "release", "Create Releases, follow them, pause, stop or roll them back.")
    {
        Creating(verb),
        Showing(verb),
        Listing(verb),
        Named(verb, "watch", "Follow a Release until it is over; fails unless it succeeds.", WatchAsync),
        ReleaseApproval.Create(verb),
        ReleaseVerdict.Rejecting(verb),
        ReleaseInterventions.Retrying(verb),
        ReleaseInterventions.Skipping(verb),
        Switch(verb, "pause", "Let nothing new begin; clusters in flight finish their step.", "paused", true),
        Switch(verb, "resume", "Let a paused Release go on.", "paused", false),
        Switch(verb, "stop", "Halt a Release for good, where it is.", "stopped", true),
        Switch(verb, "rollback", "Bring all that it changed back to the last good version.", "rollBack", true),
    };

    private static Command Creating(MetaVerb verb)
    {
        var command = new Command("create", "Create a Release, and say what to look at next.");
        var name = NameArgument();
        command.Add(name);
        var arguments = new ReleaseArguments(command);
        var watch = new Option<bool>("--watch", "-w") { Description = "Follow it until it is over" };
        command.Add(watch);
        return verb.Set(command, async (parsed, session) =>
        {
            var named = parsed.GetValue(name)!;
            var body = await arguments.MakeAsync(
                parsed,
                session,
                new JsonObject { ["name"] = named },
                ReleaseMode.Run,
                arguments.Changes(parsed));
            await session.Api.CreateAsync(Releases, null, body, null, session.Stopped);
            if (parsed.GetValue(watch))
            {
                session.Terminal.Say($"release/{named} created");
                return await ReleaseWatch.ToEndAsync(session, named);
            }

            session.Terminal.Out.WriteLine($"release/{named} created");
            session.Terminal.Say($"follow it with: fairway release watch {named}");
            return ExitCodes.Ok;
        });
    }

    private static Command Listing(MetaVerb verb)
    {
        var command = new Command("list", "List the Releases, the newest first.");
        var options = new DisplayOptions(command, "the Releases", OutputOption.Wide, OutputOption.Name);
        return verb.Set(command, (parsed, session) => options.ShowAsync(parsed, session, new DisplaySource(
            session.Api,
            [WatchedKind.Of(ApiJson.Default.Release)],
            async () => ReleaseDisplays.List(
                await session.Api.ListAllAsync(Releases, ListQuery.All, ApiJson.Default.Release, session.Stopped),
                session.Environment.Time.GetUtcNow()))));
    }

    private static Command Showing(MetaVerb verb)
    {
        var command = new Command("show", "Show a Release with its stages and clusters.");
        var name = NameArgument();
        command.Add(name);
        var options = new DisplayOptions(command, "the object itself", OutputOption.Wide, OutputOption.Name);
        return verb.Set(command, (parsed, session) =>
        {
            var key = new ObjectKey(null, parsed.GetValue(name)!);
            return options.ShowAsync(parsed, session, new DisplaySource(
                session.Api,
                [
                    WatchedKind.Of(ApiJson.Default.Release, CacheScope.One(key)),
                    WatchedKind.Of(ApiJson.Default.ClusterRelease, ReleaseFollower.ScopeOf(key.Name)),
                ],
                () => ReadAsync(session, key)));
        });
    }

    private static Command Switch(MetaVerb verb, string name, string description, string field, bool value) =>
        Named(verb, name, description, async (session, release) =>
        {
            var patch = new JsonObject { ["spec"] = new JsonObject { [field] = value } };
            await session.Api.MergePatchAsync(Releases, new ObjectKey(null, release), patch, null, session.Stopped);
            var past = name switch { "stop" => "stopped", "rollback" => "rolling back", _ => $"{name}d" };
            session.Terminal.Out.WriteLine($"release/{release} {past}");
            session.Terminal.Say($"see where it stands with: fairway release show {release}");
            return ExitCodes.Ok;
        });

    private static Command Named(
        MetaVerb verb, string name, string description, Func<MetaSession, string, Task<int>> act)
    {
        var argument = NameArgument();
        return verb.Set(
            new Command(name, description) { argument }, (parsed, session) => act(session, parsed.GetValue(argument)!));
    }

    private static Argument<string> NameArgument() => new("NAME") { Description = "Name of the Release" };

    private static async Task<int> WatchAsync(MetaSession session, string name)
    {
        await session.Api.GetAsync(Releases, new ObjectKey(null, name), session.Stopped);
        return await ReleaseWatch.ToEndAsync(session, name);
    }

    private static async Task<Display> ReadAsync(MetaSession session, ObjectKey key)
    {
        var answer = await session.Api.GetAsync(Releases, key, session.Stopped);
        var release = answer.Read(ApiJson.Default.Release);
        var clusters = await session.Api.ListAllAsync(
            FairwayResources.Of<ClusterRelease>(),
            ListQuery.All,
            ApiJson.Default.ClusterRelease,
            session.Stopped);
        var own = clusters.Where(item => item.Spec.Release == key.Name)
            .Where(item => item.Metadata.OwnerReferences?.Any(owner => owner.Uid == release.Metadata.Uid) == true);
        return ReleaseDisplays.One(
            answer.ReadNode(), new ReleaseSight(release, [.. own]), session.Environment.Time.GetUtcNow());
    }
}
