namespace Fairway.Kube;

/// <summary>
/// The one seam: the API of one cluster, UTF-8 in and out. Real clusters are behind <c>HttpKubeApi</c>, the twin's
/// clusters behind its direct implementation; both pass the same contract tests. Verbs with names are in
/// <c>KubeApiVerbs</c>.
/// </summary>
public interface IKubeApi
{
    /// <summary>Sends one request and returns the whole answer, whatever its status.</summary>
    /// <exception cref="KubeApiException">The server was not reached, or the answer broke off
    /// (<see cref="KubeApiException.Status"/> is 0).</exception>
    Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel);

    /// <summary>Opens a watch (<c>watch=true</c> is part of the query) and returns its events as they come.</summary>
    /// <exception cref="KubeApiException">The server refused the watch, or was not reached.</exception>
    Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel);
}

/// <summary>An open watch. One reader at a time; disposing it ends the stream.</summary>
public interface IKubeWatch : IAsyncDisposable
{
    /// <summary>The next event, or null where the server has ended the stream.</summary>
    /// <exception cref="KubeApiException">The stream broke off.</exception>
    ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel);
}

/// <summary>What happened, as the wire says it: ADDED, MODIFIED, DELETED, BOOKMARK, ERROR.</summary>
public enum WatchEventType
{
    /// <summary>The object is new to this watch.</summary>
    Added,

    /// <summary>The object has changed.</summary>
    Modified,

    /// <summary>The object is gone, or has left the selector; the frame holds its last state with the new
    /// resourceVersion.</summary>
    Deleted,

    /// <summary>No object: only metadata.resourceVersion (and the mark of the end of the initial events)
    /// counts.</summary>
    Bookmark,

    /// <summary>The object is a Status; the stream ends after it.</summary>
    Error,
}

/// <summary>One event of a watch. <paramref name="Object"/> is the object's UTF-8 JSON, valid until the next
/// read.</summary>
public sealed record WatchFrame(WatchEventType Type, ReadOnlyMemory<byte> Object);
