using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Beats;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Verbs;

/// <summary>GET of a collection: at the newest state, at one not older than asked, or at just the one asked; in
/// pages.</summary>
internal sealed class Listing(ApiContext context)
{
    public async Task<KubeResponse> HandleAsync(ResourceCall call, ListOptions options, CancellationToken cancel)
    {
        var page = await SelectAsync(call, options, cancel);
        return ListAnswers.Of(
            call, Heartbeats.Concern(call.Resource) ? page with { Items = [.. page.Items.Select(call.Shown)] } : page);
    }

    /// <summary>The page that the options ask for.</summary>
    /// <exception cref="ApiFailure">410 where its revision is gone, 504 where it is not reached.</exception>
    public async Task<ListPage> SelectAsync(ResourceCall call, ListOptions options, CancellationToken cancel)
    {
        if (options.Continue.Length > 0)
        {
            return Continued(call, options);
        }

        if (options.Revision is > 0 and { } asked)
        {
            await Revisions.ReachAsync(context.Store, asked, cancel);
        }

        return Page(call, options, View(call, options), null);
    }

    private StoreView View(ResourceCall call, ListOptions options)
    {
        // With a limit, a bare resourceVersion is meant exactly: the first page of a list that is to be continued.
        var exact = options.Match == RevisionMatch.Exact
            || (options.Match == RevisionMatch.Unset && options.Limit > 0 && options.Revision > 0);
        return exact ? At(call, options.Revision!.Value) : context.Store.View(call.Resource.StorageName);
    }

    private StoreView At(ResourceCall call, long revision)
    {
        try
        {
            return context.Store.ViewAt(call.Resource.StorageName, revision);
        }
        catch (CompactedException)
        {
            throw ApiFailure.Expired("The resourceVersion for the provided list is too old.");
        }
    }

    private ListPage Continued(ResourceCall call, ListOptions options)
    {
        var token = ContinueToken.Decode(options.Continue);
        try
        {
            var view = token.Revision < 0
                ? context.Store.View(call.Resource.StorageName)
                : context.Store.ViewAt(call.Resource.StorageName, token.Revision);
            return Page(call, options, view, token);
        }
        catch (CompactedException)
        {
            throw new ApiFailure(
                410, "Expired", ExpiredToken) { Continue = new ContinueToken(-1, token.After).Encode() };
        }
        catch (FutureRevisionException)
        {
            throw ApiFailure.BadRequest(
                "continue key is not valid: its revision lies ahead of this server's; start the list anew");
        }
    }

    private static ListPage Page(ResourceCall call, ListOptions options, StoreView view, ContinueToken? token)
    {
        var ns = call.Resource.Namespaced ? call.Path.Namespace : null;
        var range = ns is null ? 0..view.Count : view.RangeOf(ns);
        var start = Math.Max(range.Start.Value, token is null ? 0 : After(view, token.Key(ns)));
        var items = new List<StoredObject>();
        var at = start;
        // With resourceVersion 0 any state will do, and the reference server gives all of it, whatever the limit.
        var limit = options.Revision == 0 ? 0 : options.Limit;
        for (; at < range.End.Value && (limit == 0 || items.Count < limit); at++)
        {
            if (Matches(options, view[at]))
            {
                items.Add(view[at]);
            }
        }

        var everything = options.Labels.IsEverything && options.Fields.IsEverything;
        var more = at < range.End.Value && (everything || AnyMatches(options, view, at, range.End.Value));
        if (!more)
        {
            return new ListPage(items, view.Revision, null, null);
        }

        var last = items[^1].Key;
        var next = new ContinueToken(view.Revision, ns is null ? last.ToString() : last.Name);
        return new ListPage(items, view.Revision, next.Encode(), everything ? range.End.Value - at : null);
    }

    private static int After(StoreView view, ObjectKey key)
    {
        var at = view.IndexOf(key);
        return at < view.Count && view[at].Key == key ? at + 1 : at;
    }

    private static bool AnyMatches(ListOptions options, StoreView view, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (Matches(options, view[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(ListOptions options, StoredObject candidate) =>
        options.Labels.Matches(candidate.Labels) && options.Fields.Matches(candidate);

    private const string ExpiredToken =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list "
        + "without the continue parameter, or use the continue token in this response to retrieve the remainder of "
        + "the results. Continuing with the provided token results in an inconsistent list - objects that were "
        + "created, modified, or deleted between the time the first chunk was returned and now may show up in the "
        + "list.";
}

/// <summary>A page of a list.</summary>
/// <param name="Continue">Token of the next page; null for the last.</param>
/// <param name="Remaining">How many are left after this page; null where a selector makes that costly to know.</param>
internal sealed record ListPage(IReadOnlyList<StoredObject> Items, long Revision, string? Continue, long? Remaining)
{
    /// <summary>metadata of the list.</summary>
    public JsonObject Metadata()
    {
        var metadata = new JsonObject
            { ["resourceVersion"] = Revision.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        if (Continue is not null)
        {
            metadata["continue"] = Continue;
        }

        if (Remaining is not null)
        {
            metadata["remainingItemCount"] = Remaining;
        }

        return metadata;
    }
}
