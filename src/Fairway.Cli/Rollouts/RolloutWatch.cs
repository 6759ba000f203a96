using System.Threading.Channels;
using Fairway.Api;
using Fairway.Api.Rollouts;
using Fairway.Cli.Connections;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Spectre.Console;

namespace Fairway.Cli.Rollouts;

/// <summary>Follows one Rollout by a watch until it is over: a text that lives where a person watches, else a line for
/// every change.</summary>
internal sealed class RolloutWatch
{
    private readonly MetaSession session;
    private readonly ObjectKey key;
    private readonly ObjectCache<Rollout> rollouts;
    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <param name="session">The terminal.</param>
    /// <param name="cluster">Where it is.</param>
    /// <param name="key">The Rollout.</param>
    public RolloutWatch(MetaSession session, IKubeApi cluster, ObjectKey key)
    {
        this.session = session;
        this.key = key;
        rollouts = new ObjectCache<Rollout>(
            cluster,
            FairwayResources.Of<Rollout>(),
            ApiJson.Default.Rollout,
            session.Environment,
            CacheScope.One(key));
    }

    /// <summary>Shows it until it is complete or has stopped; gives how it ended.</summary>
    /// <exception cref="CliFailure">It is deleted.</exception>
    public async Task<Rollout> ToEndAsync()
    {
        if (!session.Terminal.IsInteractive)
        {
            var before = "";
            return await FollowAsync(rollout =>
            {
                var line = RolloutText.Short(rollout);
                if (line != before)
                {
                    session.Terminal.Say(line);
                    before = line;
                }
            });
        }

        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(session.Terminal.Error) });
        return await console.Live(new Text("")).StartAsync(context => FollowAsync(rollout =>
            context.UpdateTarget(new Text(RolloutText.Of(rollout, session.Environment.Time.GetUtcNow())))));
    }

    private async Task<Rollout> FollowAsync(Action<Rollout> show)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(session.Stopped);
        using var subscription = rollouts.Subscribe(_ => changes.Writer.TryWrite(true));
        var running = rollouts.RunAsync(ending.Token);
        try
        {
            await rollouts.WaitForSyncAsync(session.Stopped);
            while (true)
            {
                var rollout = rollouts.Find(key)?.Value
                    ?? throw new CliFailure($"rollout {key} is deleted") { ExitCode = ExitCodes.NotFound };
                show(rollout);
                if (rollout.Status is { Phase: RolloutPhase.Complete or RolloutPhase.Stopped } status
                    && status.Change == rollout.Spec.Change)
                {
                    return rollout;
                }

                await changes.Reader.ReadAsync(session.Stopped);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await running;
        }
    }
}
