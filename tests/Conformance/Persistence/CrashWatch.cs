using System.Net;
using Fairway.Conformance.Histories;
using Fairway.Conformance.Histories.Watches;

namespace Fairway.Conformance.Persistence;

/// <summary>A watch that dies with the server, and is resumed on the next one.</summary>
internal sealed class CrashWatch
{
    private readonly List<WatchItem> items = [];

    /// <summary>The last revision it showed.</summary>
    public long Revision { get; private set; }

    /// <summary>All changes it has shown, over crashes.</summary>
    public IReadOnlyList<WatchItem> Items => items;

    /// <summary>How often the server said that it no longer knows what came after the revision.</summary>
    public int Expired { get; private set; }

    /// <summary>Reads on from where it ended until the server dies, or <paramref name="isEnd"/> holds.</summary>
    /// <param name="anew">Where it starts if the server says 410, as a client that lists again does.</param>
    public async Task ReadAsync(
        IRegisterServer server,
        long anew,
        Func<WatchItem, bool> isEnd,
        CancellationToken cancel
    )
    {
        Revision = Revision == 0 ? anew : Revision;
        try
        {
            await foreach (var item in server.WatchAsync(Revision, cancel))
            {
                items.Add(item);
                Revision = item.Revision;
                if (isEnd(item))
                {
                    return;
                }
            }
        }
        catch (HttpRequestException refusal) when (refusal.StatusCode == HttpStatusCode.Gone && Revision != anew)
        {
            Expired++;
            items.Clear();
            Revision = anew;
            await ReadAsync(server, anew, isEnd, cancel);
        }
        catch (Exception exception) when (exception is HttpRequestException { StatusCode: null } or IOException)
        {
            // The server died.
        }
    }
}
