using Fairway.Kube;
using Fairway.Kube.Hooks;
using Fairway.Twin.Api.Definitions;
using Fairway.Twin.Api.Metrics;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Watching;

/// <summary>
/// A watch of one resource: a cursor on the store's history. Nothing is queued for it: a reader that is too slow finds
/// its history gone and is told so (410), as the reference server does.
/// </summary>
internal sealed class StoreWatch : WatchSession
{
    // Initial objects go out in batches, so that a large list neither blocks nor piles up.
    private const int InitialBatch = 500;

    private readonly WatchPlan plan;
    private readonly ResourceCatalog catalog;
    private readonly RequestMetrics metrics;
    private readonly IHookPoints? hooks;
    private readonly ClusterStore store;
    private readonly EventLog log;
    private readonly WatchFrames frames;
    private readonly WatchClock clock;
    private long cursor;
    private IEnumerator<StoredObject>? initial;
    private bool ended;
    private int counted = 1;

    public StoreWatch(WatchPlan plan, ApiContext context)
    {
        this.plan = plan;
        catalog = context.Catalog;
        metrics = context.Metrics;
        hooks = context.Hooks;
        metrics.CountWatch(plan.Call.Resource, 1);
        store = context.Store;
        log = store.Events(plan.Call.Resource.StorageName);
        frames = new WatchFrames(plan.Call);
        clock = new WatchClock(
            context.Time, plan.Lifetime, plan.Options.Bookmarks ? context.Features.BookmarkEvery : null);
        cursor = plan.StartAfter;
        initial = plan.Initial?.GetEnumerator();
    }

    public override string ContentType => plan.Call.Representation.StreamType;

    public override IReadOnlyList<string> Warnings => plan.Call.Warnings;

    private protected override WatchFraming Framing =>
        plan.Call.Representation.Format == BodyFormat.Protobuf ? ProtobufFraming.Shared : JsonFraming.Shared;

    public override async ValueTask<IReadOnlyList<WatchFrame>?> NextFramesAsync(CancellationToken cancel)
    {
        while (!ended)
        {
            var batch = initial is not null ? InitialFrames() : LogFrames();
            if (batch.Count > 0)
            {
                if (hooks is not null)
                {
                    var dispatch = new HookedDispatch(plan.Call.Resource.StorageName, plan.Call.Request, batch);
                    await hooks.DispatchingAsync(dispatch, cancel);
                }

                return batch;
            }

            if (initial is null && !ended && await clock.WaitAsync(log, cursor, cancel) is { } due)
            {
                store.ForgetOld();
                ended = due == WatchDue.End;
                return ended ? null : [frames.Bookmark(cursor, initialEnd: false)];
            }
        }

        return null;
    }

    public override ValueTask DisposeAsync()
    {
        ended = true;
        if (Interlocked.Exchange(ref counted, 0) > 0)
        {
            metrics.CountWatch(plan.Call.Resource, -1);
        }

        clock.Dispose();
        return base.DisposeAsync();
    }

    private List<WatchFrame> InitialFrames()
    {
        var batch = new List<WatchFrame>();
        while (batch.Count < InitialBatch && initial!.MoveNext())
        {
            batch.Add(frames.Object(WatchEventType.Added, initial.Current));
        }

        if (batch.Count < InitialBatch)
        {
            initial = null;
            if (plan.Options.SendInitialEvents)
            {
                batch.Add(frames.Bookmark(cursor, initialEnd: true));
            }
        }

        return batch;
    }

    private List<WatchFrame> LogFrames()
    {
        var batch = new List<WatchFrame>();
        try
        {
            if (log.TryRead(cursor, out var events))
            {
                foreach (var happened in events.Events.Span)
                {
                    AddFrame(batch, happened);
                }
            }

            cursor = events.Revision;

            // The reference server makes an end of watches when their definition changes: they come again.
            ended = !catalog.Serves(plan.Call.Resource);
        }
        catch (CompactedException)
        {
            ended = true;
            batch.Add(frames.TooOld(cursor, log.Revision));
        }

        return batch;
    }

    private void AddFrame(List<WatchFrame> batch, StoreEvent happened)
    {
        if (!plan.InNamespace(happened.Object))
        {
            return;
        }

        var was = happened.Previous is { } previous && plan.Selects(previous);
        var isNow = happened.Kind != StoreEventKind.Deleted && plan.Selects(happened.Object);
        if (isNow)
        {
            batch.Add(frames.Object(was ? WatchEventType.Modified : WatchEventType.Added, happened.Object));
        }
        else if (was)
        {
            batch.Add(happened.Kind == StoreEventKind.Deleted
                ? frames.Object(WatchEventType.Deleted, happened.Object)
                : frames.Left(happened.Previous!, happened.Revision));
        }
    }
}
