using System.CommandLine;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Cli.Clusters;
using Fairway.Cli.Connections;
using Fairway.Cli.Displays;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Commands;

/// <summary><c>fairway cluster</c>: which clusters the fleet has.</summary>
internal static class ClusterCommand
{
    private static readonly KubeResource Clusters = FairwayResources.Of<Cluster>();

    /// <summary>The command with its subcommands.</summary>
    public static Command Create(MetaVerb verb) => new("cluster", "Join clusters to the fleet, list and remove them.")
    {
        Join(verb),
        List(verb),
        Remove(verb),
    };

    private static Command Join(MetaVerb verb)
    {
        var id = new Argument<string>("ID") { Description = "What the cluster is to be called: a DNS label" };
        var from = new Option<string>("--from")
        {
            Description = "Kubeconfig by which a manager may reach it; certificates and tokens stand in it, and no "
                + "programs or paths",
            HelpName = "FILE",
            Required = true,
        };
        var context = new Option<string?>("--from-context")
        {
            Description = "Context of that kubeconfig [default: its current one]",
            HelpName = "NAME",
        };
        var labels = new Option<string[]>("--label", "-l")
        {
            Description = "A label of the cluster; given once for each: fairway.dev/stage=canary",
            HelpName = "KEY=VALUE",
        };
        var command = new Command("join", "Make a cluster known, or give a known one another kubeconfig.")
        {
            id, from, context, labels,
        };
        return verb.Set(command, async (parsed, session) =>
        {
            var path = parsed.GetValue(from)!;
            var kubeconfig = MinifiedKubeconfig.Of(path, Read(path), parsed.GetValue(context));
            var told = await new ClusterJoin(session).JoinAsync(
                parsed.GetValue(id)!, kubeconfig, Labels(parsed.GetValue(labels) ?? []));
            session.Terminal.Out.WriteLine(told);
            return ExitCodes.Ok;
        });
    }

    private static Command List(MetaVerb verb)
    {
        var command = new Command("list", "List the clusters: whether each answers, and as which version.");
        var options = new DisplayOptions(command, "the Clusters", OutputOption.Wide, OutputOption.Name);
        return verb.Set(command, (parsed, session) => options.ShowAsync(parsed, session, new DisplaySource(
            session.Api,
            [WatchedKind.Of(ApiJson.Default.Cluster)],
            async () => ClusterDisplays.List(
                await session.Api.ListAllAsync(Clusters, ListQuery.All, ApiJson.Default.Cluster, session.Stopped)))));
    }

    private static Command Remove(MetaVerb verb)
    {
        var id = new Argument<string>("ID") { Description = "The cluster's id" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do it without being asked" };
        var command = new Command(
            "remove",
            "Let a cluster leave the fleet. What it runs stays there, and what is recorded of it stays recorded.")
        {
            id, yes,
        };
        return verb.Set(command, (parsed, session) =>
            RemoveAsync(session, parsed.GetValue(id)!, parsed.GetValue(yes)));
    }

    private static async Task<int> RemoveAsync(MetaSession session, string id, bool isSure)
    {
        var key = new ObjectKey(id, Cluster.FixedName);
        if (await session.Api.FindAsync(Clusters, key, ApiJson.Default.Cluster, session.Stopped) is not { } cluster)
        {
            throw new CliFailure($"there is no cluster {id}") { ExitCode = ExitCodes.NotFound };
        }

        if (!isSure && session.Terminal.Ask?.Invoke($"Remove cluster {id} from the fleet? [y/N] ") != true)
        {
            throw new CliFailure($"cluster {id} stays; --yes removes it without a question");
        }

        var secret = new ObjectKey(id, cluster.Spec.KubeconfigSecret.Name);
        await session.Api.DeleteAsync(Clusters, key, null, session.Stopped);
        try
        {
            await session.Api.DeleteAsync(KubeResources.Secrets, secret, null, session.Stopped);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            // It has gone before.
        }

        session.Terminal.Out.WriteLine($"cluster/{id} removed");
        return ExitCodes.Ok;
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliFailure($"--from {path}: {e.Message}", e) { ExitCode = ExitCodes.Usage };
        }
    }

    private static Dictionary<string, string> Labels(IReadOnlyList<string> texts)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var parts = text.Split('=', 2);
            if (parts.Length != 2 || parts[0].Length == 0 || !labels.TryAdd(parts[0], parts[1]))
            {
                throw new CliFailure($"--label {text}: write key=value, and each key once")
                {
                    ExitCode = ExitCodes.Usage,
                };
            }
        }

        return labels;
    }
}
