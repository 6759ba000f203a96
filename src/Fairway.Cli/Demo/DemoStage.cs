using System.Globalization;
using Fairway.Cli.Fleets;
using Fairway.Cli.Logging;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Timing;
using Fairway.Twin.Timing;

namespace Fairway.Cli.Demo;

/// <summary>Where the story is played: a fleet with its manager and its tenants on one thread, whose time goes as fast
/// as the work allows. Belongs to the thread that made it.</summary>
internal sealed class DemoStage
{
    private static readonly TimeSpan Weeks = TimeSpan.FromDays(14);
    private static readonly TimeSpan Morning = TimeSpan.FromHours(8);

    private readonly DemoOptions options;
    private readonly Terminal terminal;
    private readonly TimeProvider real;
    private readonly SimulationLoop loop;
    private readonly FleetPace pace;

    /// <summary>A stage whose clock shows a Monday morning.</summary>
    public DemoStage(DemoOptions options, Terminal terminal, TimeProvider real)
    {
        this.options = options;
        this.real = real;
        loop = new SimulationLoop(new SimulationSeed(options.Seed));
        loop.Time.JumpWall(Monday(real.GetUtcNow()) - loop.Time.GetUtcNow());
        pace = new FleetPace(real) { IsReal = options.RealTime };
        this.terminal = terminal with
        {
            IsInteractive = false,
            Stamp = () => loop.Time.GetUtcNow().ToString("ddd HH:mm:ss", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Plays the story; gives the exit code, which says whether it came true.</summary>
    /// <param name="story">The story.</param>
    /// <param name="stopped">Cancelled by the user.</param>
    /// <exception cref="OperationCanceledException">The user has stopped it.</exception>
    /// <exception cref="KubeApiException">A cluster refuses.</exception>
    public int Play(DemoStory story, CancellationToken stopped)
    {
        var code = ExitCodes.Failed;
        loop.RunOpen(async () => code = await PlayAsync(story, stopped), pace);
        return code;
    }

    private static DateTimeOffset Monday(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var sinceMonday = ((int)today.DayOfWeek + 6) % 7;
        return today.AddDays(-sinceMonday) - Weeks + Morning;
    }

    private async Task<int> PlayAsync(DemoStory story, CancellationToken stopped)
    {
        // What is cancelled from outside must be cancelled inside: everything of the fleet is on this thread.
        using var stop = new CancellationTokenSource();
        await using var stopping = stopped.Register(() => loop.Post(_ => stop.Cancel(), null));
        using var log = new LogLines(loop.Time, terminal.Say, verbose: false);
        var folder = Directory.CreateTempSubdirectory("fairway-demo-");
        try
        {
            var fleet = new FleetOptions
            {
                Data = folder.FullName,
                Profile = story.Members,
                Behaviours = story.Behaviours,
                Seed = options.Seed,
                Port = options.Port,
            };
            await using var managed = await ManagedFleet.StartAsync(fleet, FleetClock.Virtual(loop), log, stop.Token);
            var environment = new KubeEnvironment(
                loop.Time, new Jitter(loop.Seed.Chance("demo")), log.For("demo"))
            {
                WatchFor = FleetRhythm.Slow.WatchFor,
            };
            var telling = new DemoTelling(managed.Fleet, story, terminal, environment);
            var code = await telling.TellAsync(new DemoLimit(loop, real, options.Timeout), stop.Token);
            if (options.Keep)
            {
                await StayAsync(managed.Fleet, stop.Token);
            }

            pace.IsReal = true;
            return code;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>From now on by the wall's clock, until the user has had enough.</summary>
    private async Task StayAsync(Fleet fleet, CancellationToken stopped)
    {
        loop.Time.JumpWall(real.GetUtcNow() - loop.Time.GetUtcNow());
        pace.IsReal = true;
        terminal.Out.WriteLine(
            $"The fleet stays at {fleet.Url} until Ctrl-C: "
            + $"export KUBECONFIG={ShellQuoting.Quote(fleet.KubeconfigPath)}");
        await terminal.Out.FlushAsync(stopped);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, loop.Time, stopped);
        }
        catch (OperationCanceledException)
        {
            terminal.Say("stopped");
        }
    }
}
