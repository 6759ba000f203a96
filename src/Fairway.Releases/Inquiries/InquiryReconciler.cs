using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Inquiries;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Requests;

namespace Fairway.Releases.Inquiries;

/// <summary>Answers each Inquiry once, and deletes it when it has been there to read for a while.</summary>
internal sealed class InquiryReconciler(ObjectCache<Inquiry> inquiries, InquiryAnswerer answerer, IKubeApi api)
    : IReconciler
{
    /// <summary>For how long an answer can be read.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private static readonly KubeResource Resource = FairwayResources.Of<Inquiry>();

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (inquiries.Find(key)?.Value is not { } inquiry)
        {
            return Outcome.Settled;
        }

        if (inquiry.Status?.AnsweredAt is { } at)
        {
            return await EndAsync(key, inquiry, at + Kept, cancel);
        }

        var status = await answerer.AnswerAsync(key.Namespace!, inquiry.Spec, cancel);
        var node = JsonSerializer.SerializeToNode(status, ApiJson.Default.InquiryStatus)!;
        await api.ReplaceStatusAsync(Resource, key, node, inquiry.Metadata.ResourceVersion, cancel);
        return Outcome.LookAgain(answerer.Now + Kept);
    }

    private async Task<Outcome> EndAsync(
        ObjectKey key, Inquiry inquiry, DateTimeOffset until, CancellationToken cancel)
    {
        if (answerer.Now < until)
        {
            return Outcome.LookAgain(until);
        }

        await api.DeleteIfPresentAsync(Resource, key, new DeleteOptions { Uid = inquiry.Metadata.Uid }, cancel);
        return Outcome.Settled;
    }
}
