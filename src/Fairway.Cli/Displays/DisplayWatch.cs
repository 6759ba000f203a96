using System.Threading.Channels;
using Fairway.Cli.Connections;

namespace Fairway.Cli.Displays;

/// <summary>Shows something, and then what changes of it, until the user has seen enough.</summary>
internal sealed class DisplayWatch(MetaSession session, DisplaySource source, DisplayForm form)
{
    /// <summary>Changes that come together cost one reading.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);

    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Ends when the session is stopped.</summary>
    public async Task RunAsync()
    {
        var shown = await source.ReadAsync();
        Show(null, shown);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(session.Stopped);
        var caches = source.Watched
            .Select(kind => kind.Open(source.Api, session.Environment, () => changes.Writer.TryWrite(true))).ToList();
        var running = Task.WhenAll(caches.Select(cache => cache.RunAsync(ending.Token)));
        try
        {
            foreach (var cache in caches)
            {
                await cache.WaitForSyncAsync(session.Stopped);
            }

            while (true)
            {
                changes.Reader.TryRead(out _);
                var now = await source.ReadAsync();
                Show(shown, now);
                shown = now;
                await changes.Reader.ReadAsync(session.Stopped);
                await Task.Delay(Gather, session.Environment.Time, session.Stopped);
            }
        }
        catch (OperationCanceledException) when (session.Stopped.IsCancellationRequested)
        {
            // As asked.
        }
        finally
        {
            ending.Cancel();
            await running;
        }
    }

    private void Show(Display? before, Display after)
    {
        session.Terminal.Out.Write(DisplayText.Changes(before, after, form));
        session.Terminal.Out.Flush();
        foreach (var name in before is null ? [] : DisplayText.Gone(before, after))
        {
            session.Terminal.Say($"{name} is gone");
        }
    }
}
