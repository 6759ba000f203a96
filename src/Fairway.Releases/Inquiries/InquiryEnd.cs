using Fairway.Api.Inquiries;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Requests;

namespace Fairway.Releases.Inquiries;

/// <summary>Takes answered Inquiries away when they have been there to read for long enough.</summary>
internal sealed class InquiryEnd(IKubeApi api)
{
    /// <summary>For how long an answer can be read.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>Deletes an Inquiry that is due, or says when it will be.</summary>
    public async Task<Outcome> AwaitAsync(
        Inquiry inquiry, DateTimeOffset answered, DateTimeOffset now, CancellationToken cancel)
    {
        if (now < answered + Kept)
        {
            return Outcome.LookAgain(answered + Kept);
        }

        var metadata = inquiry.Metadata;
        await api.DeleteIfPresentAsync(
            FairwayResources.Of<Inquiry>(),
            new ObjectKey(metadata.Namespace, metadata.Name!),
            new DeleteOptions { Uid = metadata.Uid },
            cancel);
        return Outcome.Settled;
    }
}
