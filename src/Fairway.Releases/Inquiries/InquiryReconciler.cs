using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Inquiries;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Inquiries;

/// <summary>Answers each Inquiry once, and deletes it when it has been there to read for a while.</summary>
internal sealed class InquiryReconciler(ObjectCache<Inquiry> inquiries, InquiryAnswerer answerer, IKubeApi api)
    : IReconciler
{
    private readonly InquiryEnd end = new(api);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (inquiries.Find(key)?.Value is not { } inquiry)
        {
            return Outcome.Settled;
        }

        if (inquiry.Status?.AnsweredAt is { } at)
        {
            return await end.AwaitAsync(inquiry, at, answerer.Now, cancel);
        }

        var status = await answerer.AnswerAsync(key.Namespace!, inquiry.Spec, cancel);
        var node = JsonSerializer.SerializeToNode(status, ApiJson.Default.InquiryStatus)!;
        await api.ReplaceStatusAsync(
            FairwayResources.Of<Inquiry>(), key, node, inquiry.Metadata.ResourceVersion, cancel);
        return Outcome.LookAgain(answerer.Now + InquiryEnd.Kept);
    }
}
