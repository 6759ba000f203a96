using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Fleet;
using Fairway.Releases.Tasks;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway release retry</c> and <c>skip</c>: what a person does about single clusters of a Release. Each
/// is written into the Release with who asked and why; the manager does the rest.</summary>
internal sealed class ReleaseInterventions
{
    private const int Tries = 10;
    private static readonly KubeResource Releases = FairwayResources.Of<Release>();

    private readonly Argument<string> name = new("NAME") { Description = "Name of the Release" };
    private readonly Option<string[]> clusters;
    private readonly Option<string?> reason;
    private readonly Option<string[]> tasks = new("--task")
    {
        Description = "Only this task, which may be given several times [default: all that have failed]",
        HelpName = "[STAGE/]NAME",
    };

    private readonly Command command;

    private ReleaseInterventions(string verb, string description, string which)
    {
        clusters = new Option<string[]>("--cluster") { Description = which, HelpName = "ID" };
        reason = new Option<string?>("--reason") { Description = "Why, for everybody to read", HelpName = "TEXT" };
        command = new Command(verb, description) { name, clusters, reason };
    }

    /// <summary><c>fairway release retry</c>.</summary>
    public static Command Retrying(MetaVerb verb)
    {
        var act = new ReleaseInterventions(
            "retry",
            "Try clusters again that have failed or were skipped, with the content that was pinned; and tasks.",
            "Only this cluster, which may be given several times [default: all that have failed]");
        act.command.Add(act.tasks);
        return verb.Set(act.command, (parsed, session) => AgainAsync(() => act.RetryAsync(parsed, session)));
    }

    /// <summary><c>fairway release skip</c>.</summary>
    public static Command Skipping(MetaVerb verb)
    {
        var act = new ReleaseInterventions(
            "skip",
            "Leave clusters out of a Release: what has begun there goes back; retry lets them catch up.",
            "The cluster, which may be given several times");
        return verb.Set(act.command, (parsed, session) => AgainAsync(() => act.SkipAsync(parsed, session)));
    }

    /// <summary>Somebody else was first, most often a manager with the status: all of it is read and decided
    /// anew.</summary>
    private static async Task<int> AgainAsync(Func<Task<int>> act)
    {
        for (var tries = 1; tries < Tries; tries++)
        {
            try
            {
                return await act();
            }
            catch (KubeApiException e) when (e.IsConflict)
            {
                // Once more.
            }
        }

        return await act();
    }

    private async Task<int> RetryAsync(ParseResult parsed, MetaSession session)
    {
        var release = await ReadAsync(parsed, session);
        var all = await session.Api.ListAllAsync(Releases, ListQuery.All, ApiJson.Default.Release, session.Stopped);
        if (AgainPlanner.Refusal(release, Rivals.Since(release, all)) is { } refusal)
        {
            throw new CliFailure(refusal);
        }

        var items = await ItemsAsync(session, release);
        var failed = items.Where(item => item.Status is { FinishedAt: not null, Failure: not null })
            .Select(item => item.ClusterId).ToList();
        var skipped = (release.Spec.Skips ?? []).Select(skip => skip.Cluster).ToList();
        var again = TasksOf(parsed, release);
        var wanted = parsed.GetValue(clusters) is { Length: > 0 } named
            ? named.Distinct(StringComparer.Ordinal).ToList()
            : parsed.GetValue(tasks) is { Length: > 0 } ? [] : failed.Except(skipped, StringComparer.Ordinal).ToList();
        if (wanted.Find(id => !failed.Contains(id) && !skipped.Contains(id)) is { } well)
        {
            throw new CliFailure($"{well} has neither failed in {release.Metadata.Name} nor been left out of it");
        }

        if (wanted.Count + again.Count == 0)
        {
            throw new CliFailure($"no cluster of {release.Metadata.Name} has failed, and no task");
        }

        var by = await Whoami.FindAsync(session);
        var retries = wanted.Select(id => new RetriedCluster
        {
            Cluster = id,
            Attempt = AttemptsOf(release, items, id) + 1,
            Reason = parsed.GetValue(reason),
            By = by?.Name,
        });
        var left = (release.Spec.Retries ?? []).Where(retry => !wanted.Contains(retry.Cluster));
        await PatchAsync(session, release, new ReleaseSpec
        {
            Retries = [.. left.Concat(retries).OrderBy(retry => retry.Cluster, StringComparer.Ordinal)],
            Skips = [.. (release.Spec.Skips ?? []).Where(skip => !wanted.Contains(skip.Cluster))],
            TaskRetries = again.Count == 0 ? null :
            [
                .. (release.Spec.TaskRetries ?? []).Where(old => !again.Exists(
                    one => one.Stage == old.Stage && one.Task == old.Task)),
                .. again.Select(one => one with { Reason = parsed.GetValue(reason), By = by?.Name }),
            ],
        });
        return Told(
            session,
            release,
            $"tries {string.Join(", ", wanted.Concat(again.Select(one => $"{one.Stage}/{one.Task}")))} again");
    }

    /// <summary>The tasks that are asked for; all that have failed, where nothing is.</summary>
    private List<RetriedTask> TasksOf(ParseResult parsed, Release release)
    {
        var failed = TaskRetryPlanner.Failed(release)
            .Select(one => new RetriedTask
            {
                Stage = one.Stage,
                Task = one.Task.Name,
                Attempt = (one.Task.Attempt ?? 0) + 1,
            })
            .ToList();
        if (parsed.GetValue(tasks) is not { Length: > 0 } named)
        {
            return parsed.GetValue(clusters) is { Length: > 0 } ? [] : failed;
        }

        return
        [
            .. named.Distinct(StringComparer.Ordinal).Select(name =>
                failed.Find(one => one.Task == name || $"{one.Stage}/{one.Task}" == name)
                ?? throw new CliFailure($"no task {name} of {release.Metadata.Name} has failed its stage")),
        ];
    }

    private async Task<int> SkipAsync(ParseResult parsed, MetaSession session)
    {
        var ids = (parsed.GetValue(clusters) ?? []).Distinct(StringComparer.Ordinal).ToList();
        var why = parsed.GetValue(reason);
        if (ids.Count == 0 || string.IsNullOrWhiteSpace(why))
        {
            throw new CliFailure(ids.Count == 0 ? "say which with --cluster" : "say why with --reason")
            {
                ExitCode = ExitCodes.Usage,
            };
        }

        var release = await ReadAsync(parsed, session);
        if (release.Status?.FinishedAt is not null && release.Status.Phase != ReleasePhase.Planned)
        {
            throw new CliFailure($"{release.Metadata.Name} is over: nothing more begins");
        }

        var done = (await ItemsAsync(session, release)).Where(item => item.Status?.FinishedAt is not null)
            .Select(item => item.ClusterId).ToList();
        if (ids.Find(done.Contains) is { } over)
        {
            throw new CliFailure($"{over} is through with {release.Metadata.Name}: see fairway release rollback");
        }

        var by = await Whoami.FindAsync(session);
        var skips = ids.Select(id => new SkippedCluster { Cluster = id, Reason = why, By = by?.Name });
        var left = (release.Spec.Skips ?? []).Where(skip => !ids.Contains(skip.Cluster));
        await PatchAsync(session, release, new ReleaseSpec
        {
            Skips = [.. left.Concat(skips).OrderBy(skip => skip.Cluster, StringComparer.Ordinal)],
        });
        return Told(session, release, $"leaves {string.Join(", ", ids)} out");
    }

    private Task<Release> ReadAsync(ParseResult parsed, MetaSession session) => session.Api.GetAsync(
        Releases, new ObjectKey(null, parsed.GetValue(name)!), ApiJson.Default.Release, session.Stopped);

    private static async Task<IReadOnlyList<ClusterRelease>> ItemsAsync(MetaSession session, Release release)
    {
        var items = await session.Api.ListAllAsync(
            FairwayResources.Of<ClusterRelease>(), ListQuery.All, ApiJson.Default.ClusterRelease, session.Stopped);
        return
        [
            .. items.Where(item => item.Metadata.OwnerReferences?.Any(
                owner => owner.Uid == release.Metadata.Uid) == true),
        ];
    }

    private static int AttemptsOf(Release release, IReadOnlyList<ClusterRelease> items, string id) => Math.Max(
        release.Spec.Retries?.FirstOrDefault(retry => retry.Cluster == id)?.Attempt ?? 0,
        items.FirstOrDefault(item => item.ClusterId == id)?.Status?.Attempt ?? 0);

    /// <summary>The lists that are given take the place of those that are there, unless somebody was first.</summary>
    private static Task PatchAsync(MetaSession session, Release release, ReleaseSpec lists)
    {
        var spec = new JsonObject();
        if (lists.Skips is { } skips)
        {
            spec["skips"] = Node(new ReleaseSpec { Skips = skips }, "skips");
        }

        if (lists.Retries is { } retries)
        {
            spec["retries"] = Node(new ReleaseSpec { Retries = retries }, "retries");
        }

        if (lists.TaskRetries is { } tasks)
        {
            spec["taskRetries"] = Node(new ReleaseSpec { TaskRetries = tasks }, "taskRetries");
        }

        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = release.Metadata.ResourceVersion },
            ["spec"] = spec,
        };
        var key = new ObjectKey(null, release.Metadata.Name);
        return session.Api.MergePatchAsync(Releases, key, patch, null, session.Stopped);
    }

    private static JsonNode? Node(ReleaseSpec spec, string field) =>
        JsonSerializer.SerializeToNode(spec, ApiJson.Default.ReleaseSpec)![field]?.DeepClone();

    private static int Told(MetaSession session, Release release, string does)
    {
        session.Terminal.Out.WriteLine($"release/{release.Metadata.Name} {does}");
        session.Terminal.Say($"follow it with: fairway release watch {release.Metadata.Name}");
        return ExitCodes.Ok;
    }
}
