using Fairway.Kube;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Verbs;

/// <summary>DELETE of a collection: each object that the selectors choose, with the same options.</summary>
internal sealed class CollectionDeletion(ApiContext context)
{
    // One after the other, each would wait for a sync of its own where the store persists.
    private const int AtOnce = 100;

    private readonly Listing listing = new(context);
    private readonly Deletion deletion = new(context);

    public async Task<KubeResponse> HandleAsync(ResourceCall call, ListOptions options, CancellationToken cancel)
    {
        var each = DeleteOptions.Read(call.Request);
        var page = await listing.SelectAsync(call, options, cancel);
        foreach (var items in page.Items.Chunk(AtOnce))
        {
            await Task.WhenAll(items.Select(item => DeleteAsync(call, item.Key, each, cancel)));
        }

        return ListAnswers.Tree(call, page with { Continue = null, Remaining = null });
    }

    private async Task DeleteAsync(ResourceCall call, ObjectKey key, DeleteOptions options, CancellationToken cancel)
    {
        try
        {
            await deletion.DeleteAsync(call, key, options, cancel);
        }
        catch (ApiFailure gone) when (gone.Reason == "NotFound")
        {
            // Somebody else was faster, which is what was asked for.
            await context.Store.SettleAsync();
        }
    }
}
