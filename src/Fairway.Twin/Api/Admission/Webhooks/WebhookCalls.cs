using System.Text.Json.Nodes;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Webhooks;

namespace Fairway.Twin.Api.Admission.Webhooks;

/// <summary>Asks one webhook about one request.</summary>
internal static class WebhookCalls
{
    /// <summary>
    /// The answer; null where there is none and the webhook's <c>failurePolicy</c> lets the write go on.
    /// </summary>
    /// <exception cref="ApiFailure">There is no answer, and the write must not go on without; or it is a dry run, and
    /// the webhook is not fit for one.</exception>
    public static async ValueTask<ReviewResponse?> AskAsync(
        Webhook webhook, AdmissionRequest request, ResourceType row, bool mutating, CancellationToken cancel)
    {
        if (request.DryRun && webhook.HasSideEffects)
        {
            throw ApiFailure.BadRequest($"admission webhook \"{webhook.Name}\" does not support dry run");
        }

        var uid = request.Context.Ids.Uid();
        var body = AdmissionReview.Write(request, row, webhook.ReviewVersion, uid);
        try
        {
            var review = await PostAsync(webhook, request, body, cancel);
            return ReviewResponse.Read(review, uid, webhook.ReviewVersion, mutating);
        }
        catch (WebhookCallException) when (webhook.FailsOpen)
        {
            return null;
        }
        catch (WebhookCallException fault)
        {
            throw ApiFailure.Internal($"failed calling webhook \"{webhook.Name}\": {fault.Message}");
        }
    }

    private static async ValueTask<JsonObject> PostAsync(
        Webhook webhook, AdmissionRequest request, byte[] body, CancellationToken cancel)
    {
        try
        {
            return await request.Context.Webhooks.PostAsync(webhook.Client, body, webhook.TimeoutSeconds, cancel);
        }
        catch (WebhookCallException fault)
        {
            throw new WebhookCallException($"failed to call webhook: {fault.Message}", fault);
        }
    }
}
