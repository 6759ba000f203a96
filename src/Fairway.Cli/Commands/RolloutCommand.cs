using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Cli.Connections;
using Fairway.Cli.Displays;
using Fairway.Cli.Managers;
using Fairway.Cli.Rollouts;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway rollout</c>: looks at the Rollouts of one cluster, and turns the switches of those that no
/// Release has in hand.</summary>
internal sealed class RolloutCommand
{
    private static readonly KubeResource Rollouts = FairwayResources.Of<Rollout>();

    private readonly Option<string?> cluster = new("--cluster", "-c")
    {
        Description = "Id of the cluster, reached through the meta cluster [default: the kubeconfig's own cluster]",
        HelpName = "ID",
    };

    private readonly Option<string?> space = new("--namespace", "-n")
    {
        Description = "Namespace of the workload [default: default; of a list: all]",
        HelpName = "NAME",
    };

    private RolloutCommand()
    {
    }

    /// <summary>The command with its subcommands.</summary>
    public static Command Create(MetaVerb verb) => new(
        "rollout", "Look at rollouts inside one cluster, and steer them.")
    {
        new RolloutCommand().Status(verb),
        new RolloutCommand().Watch(verb),
        new RolloutCommand().Switch(
            verb, "pause", "Halt it where it is.", (_, _, _) => new JsonObject { ["paused"] = true }),
        new RolloutCommand().Switch(
            verb,
            "resume",
            "Let it go on, as far as it is permitted.",
            (_, _, _) => new JsonObject { ["paused"] = false }),
        new RolloutCommand().Promote(verb),
        new RolloutCommand().Switch(
            verb, "undo", "Bring the version before back.", (rollout, _, _) => throw Undo(rollout)),
    };

    private Command Status(MetaVerb verb)
    {
        var workload = new Argument<string?>("KIND/NAME")
        {
            Description = "The workload [default: all]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("status", "Show a rollout: new, old, unavailable, step, permit and reason.")
        {
            workload, cluster, space,
        };
        var options = new DisplayOptions(command, "the objects themselves", OutputOption.Wide, OutputOption.Name);
        return verb.Set(command, (parsed, session) => InClusterAsync(parsed, session, api => options.ShowAsync(
            parsed,
            session,
            new DisplaySource(
                api,
                [WatchedKind.Of(ApiJson.Default.Rollout)],
                async () =>
                {
                    var name = parsed.GetValue(workload);
                    var ns = parsed.GetValue(space) ?? (name is null ? null : "default");
                    var found = await ListAsync(session, api, ns);
                    var now = session.Environment.Time.GetUtcNow();
                    return name is null
                        ? RolloutText.List(found, now)
                        : RolloutText.One(Only(found, WorkloadName.Parse(name)), now);
                }))));
    }

    private Command Watch(MetaVerb verb)
    {
        var workload = Workload();
        var command = new Command("watch", "Follow a rollout until it is over; fails unless it completes.")
        {
            workload, cluster, space,
        };
        return verb.Set(command, (parsed, session) => InClusterAsync(parsed, session, async api =>
        {
            var rollout = await FindAsync(parsed, session, api, parsed.GetValue(workload)!);
            var end = await new RolloutWatch(session, api, KeyOf(rollout)).ToEndAsync();
            session.Terminal.Out.WriteLine(RolloutText.Short(end));
            return end.Status!.Phase == RolloutPhase.Complete ? ExitCodes.Ok : ExitCodes.Failed;
        }));
    }

    private Command Promote(MetaVerb verb)
    {
        var length = new Option<string>("--for")
        {
            Description = "How long the permit lasts",
            HelpName = "DURATION",
            DefaultValueFactory = _ => "10m",
        };
        var command = Switch(verb, "promote", "Permit the next step.", (rollout, parsed, now) =>
        {
            var spec = rollout.Spec;
            var last = Math.Min(spec.PermittedThrough + 1, spec.Steps.Count - 1);
            var lasts = Duration.TryParse(parsed.GetValue(length)!)
                ?? throw new CliFailure("--for: write a duration, such as 10m") { ExitCode = ExitCodes.Usage };
            var until = now.Add(lasts.Value).UtcDateTime;
            return new JsonObject
            {
                ["permittedThrough"] = last,
                ["permitUntil"] = until.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["paused"] = false,
            };
        });
        command.Add(length);
        return command;
    }

    private Command Switch(
        MetaVerb verb, string name, string description, Func<Rollout, ParseResult, DateTimeOffset, JsonObject> change)
    {
        var workload = Workload();
        var command = new Command(name, description) { workload, cluster, space };
        return verb.Set(command, (parsed, session) => InClusterAsync(parsed, session, async api =>
        {
            var rollout = await FindAsync(parsed, session, api, parsed.GetValue(workload)!);
            if (RolloutOwner.ReleaseOf(rollout) is { } release)
            {
                throw new CliFailure(RolloutOwner.Instead(release, name)) { ExitCode = ExitCodes.Conflict };
            }

            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["resourceVersion"] = rollout.Metadata.ResourceVersion },
                ["spec"] = change(rollout, parsed, session.Environment.Time.GetUtcNow()),
            };
            await api.MergePatchAsync(Rollouts, KeyOf(rollout), patch, null, session.Stopped);
            session.Terminal.Out.WriteLine($"{WorkloadName.Parse(parsed.GetValue(workload)!)} {name}d");
            return ExitCodes.Ok;
        }));
    }

    private static CliFailure Undo(Rollout rollout) => new(
        $"nobody has recorded what {rollout.Spec.Workload.Kind} {rollout.Spec.Workload.Name} was before: change "
        + "spec.change of its Rollout, wait until status.braked is true, bring the template of before, and set "
        + "spec.generation (docs/guides/rollouts.md)");

    private static Argument<string> Workload() =>
        new("KIND/NAME") { Description = "The workload: statefulset/store, deploy/web, ds/agent" };

    private static ObjectKey KeyOf(Rollout rollout) => new(rollout.Metadata.Namespace, rollout.Metadata.Name);

    private async Task<Rollout> FindAsync(ParseResult parsed, MetaSession session, IKubeApi api, string workload)
    {
        var name = WorkloadName.Parse(workload);
        return Only(await ListAsync(session, api, parsed.GetValue(space) ?? "default"), name);
    }

    private static Rollout Only(IReadOnlyList<Rollout> rollouts, WorkloadName name) =>
        rollouts.Where(name.Matches).ToList() switch
        {
            [var one] => one,
            [] => throw new CliFailure($"there is no rollout of {name} in this namespace: name another with -n")
            {
                ExitCode = ExitCodes.NotFound,
            },
            _ => throw new CliFailure(
                $"{name} is of several groups: write {name.Kind.ToLowerInvariant()}.apps/{name.Name} or "
                + $"{name.Kind.ToLowerInvariant()}.apps.kruise.io/{name.Name}")
            {
                ExitCode = ExitCodes.Usage,
            },
        };

    private static async Task<IReadOnlyList<Rollout>> ListAsync(MetaSession session, IKubeApi api, string? ns) =>
        await api.ListAllAsync(
            Rollouts, ListQuery.All with { Namespace = ns }, ApiJson.Default.Rollout, session.Stopped);

    /// <summary>The cluster of the kubeconfig, or one that the meta cluster knows.</summary>
    private async Task<int> InClusterAsync(ParseResult parsed, MetaSession session, Func<IKubeApi, Task<int>> act)
    {
        if (parsed.GetValue(cluster) is not { } id)
        {
            return await act(session.Api);
        }

        using var directory = new ClusterDirectory(session.Api, session.Environment);
        return await act(await directory.ConnectAsync(id, session.Stopped));
    }
}
