using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Cli.Releases;

namespace Fairway.Cli.Demo;

/// <summary>Plays the story on a fleet by the meta cluster's API alone, shows each Release on its way, and looks at the
/// clusters after it.</summary>
internal sealed class DemoRun(MetaSession session, LivePods pods, DemoStory story)
{
    private readonly DemoCatalogue catalogue = new(session.Api);
    private readonly List<ActSeen> seen = [];

    /// <summary>The acts that have ended.</summary>
    public IReadOnlyList<ActSeen> Seen => seen;

    /// <summary>Plays until the end, or the first Release that ends otherwise than it should.</summary>
    /// <exception cref="Kube.KubeApiException">The meta cluster or a cluster refuses.</exception>
    /// <exception cref="OperationCanceledException">The session was stopped; <see cref="Seen"/> has what was
    /// done.</exception>
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
        var sight = await ReleaseWatch.ShowAsync(session, act.Release, gates.Add);
        seen.Add(new ActSeen(act, sight, gates.Words, before, await pods.ReadAsync(session.Stopped)));
        return sight.Status.Phase;
    }
}
