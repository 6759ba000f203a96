using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Cli.Releases;

namespace Fairway.Cli.Demo;

/// <summary>Plays the story on a fleet by the meta cluster's API alone, shows each Release on its way, and looks at the
/// clusters after it.</summary>
internal sealed class DemoRun(MetaSession session, LivePods pods, DemoStory story, ICollection<ActSeen> seen)
{
    private readonly DemoCatalogue catalogue = new(session.Api);

    /// <summary>Plays until the end, or the first Release that ends otherwise than it should.</summary>
    /// <exception cref="Kube.KubeApiException">The meta cluster or a cluster refuses.</exception>
    /// <exception cref="OperationCanceledException">The session was stopped; what was done has been seen.</exception>
    public async Task PlayAsync()
    {
        await catalogue.PushAsync(story, session.Stopped);
        foreach (var act in story.Acts)
        {
            if (await PlayAsync(act) != act.Expected)
            {
                return;
            }
        }
    }

    private async Task<ReleasePhase> PlayAsync(DemoAct act)
    {
        session.Terminal.Error.WriteLine();
        session.Terminal.Say($"{act.Title}:");
        var gates = new GateBook();
        var before = await pods.ReadAsync(session.Stopped);
        await catalogue.ReleaseAsync(act, session.Stopped);
        var sight = await ReleaseWatch.ShowAsync(session, act.Release, gates.Add, brief: true);
        seen.Add(new ActSeen(act, sight, gates.Words, before, await pods.ReadAsync(session.Stopped)));
        return sight.Status.Phase;
    }
}
