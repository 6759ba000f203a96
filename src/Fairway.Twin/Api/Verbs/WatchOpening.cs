using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Watching;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Verbs;

/// <summary>Opens watches: from a revision on, or with all objects first.</summary>
internal sealed class WatchOpening(ApiContext context)
{
    // Where the client says nothing the reference server ends a watch after half an hour to an hour, drawn by lot.
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(30);

    /// <exception cref="ApiFailure">504 where the revision is not reached.</exception>
    public async Task<WatchSession> OpenAsync(ResourceCall call, ListOptions options, CancellationToken cancel)
    {
        var asked = options.Revision ?? 0;
        if (asked > 0)
        {
            await Revisions.ReachAsync(context.Store, asked, cancel);
        }

        var lifetime = options.TimeoutSeconds is > 0 and { } seconds
            ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue / 1000))
            : ShortestLife;
        if (options.SendInitialEvents || asked == 0)
        {
            var view = context.Store.View(call.Resource.StorageName);
            var plan = new WatchPlan(call, options, view.Revision, null, lifetime);
            return new StoreWatch(plan with { Initial = Initial(plan, view) }, context);
        }

        return new StoreWatch(new WatchPlan(call, options, asked, null, lifetime), context);
    }

    private static IEnumerable<StoredObject> Initial(WatchPlan plan, StoreView view)
    {
        var ns = plan.Call.Resource.Namespaced ? plan.Call.Path.Namespace : null;
        var range = ns is null ? 0..view.Count : view.RangeOf(ns);
        for (var i = range.Start.Value; i < range.End.Value; i++)
        {
            if (plan.InNamespace(view[i]) && plan.Selects(view[i]))
            {
                yield return view[i];
            }
        }
    }
}
