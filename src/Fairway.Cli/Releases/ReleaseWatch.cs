using Fairway.Cli.Connections;
using Spectre.Console;

namespace Fairway.Cli.Releases;

/// <summary>Shows a Release on its way: a table that lives where a person watches, else a line for every
/// change.</summary>
internal static class ReleaseWatch
{
    /// <summary>Follows the Release until it is over. Gives how it ended.</summary>
    /// <param name="session">Where it is, and the terminal.</param>
    /// <param name="name">The Release.</param>
    /// <param name="also">Takes every moment that is shown; null for nobody.</param>
    /// <param name="brief">Whether lines are wanted only of clusters that have come further.</param>
    public static async Task<ReleaseSight> ShowAsync(
        MetaSession session, string name, Action<ReleaseSight>? also = null, bool brief = false)
    {
        var follower = new ReleaseFollower(session, name);
        if (!session.Terminal.IsInteractive)
        {
            ReleaseSight? before = null;
            return await follower.FollowAsync(
                sight =>
                {
                    foreach (var line in ReleaseChangeText.Of(before, sight, brief))
                    {
                        session.Terminal.Say(line);
                    }

                    before = sight;
                    also?.Invoke(sight);
                },
                sight => sight.IsOver,
                session.Stopped);
        }

        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(session.Terminal.Error) });
        return await console.Live(new Text("")).StartAsync(context => follower.FollowAsync(
            sight =>
            {
                context.UpdateTarget(new Text(ReleaseText.Of(sight, session.Environment.Time.GetUtcNow())));
                also?.Invoke(sight);
            },
            sight => sight.IsOver,
            session.Stopped));
    }

    /// <summary>Follows the Release, says on standard output how it ended, and gives the exit code.</summary>
    public static async Task<int> ToEndAsync(MetaSession session, string name)
    {
        var end = await ShowAsync(session, name);
        session.Terminal.Out.WriteLine($"release/{name} {ReleaseText.Line(end)}");
        return end.IsWell ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
