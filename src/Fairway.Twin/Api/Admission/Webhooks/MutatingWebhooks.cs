using System.Text.Json.Nodes;
using Fairway.Merge.Patches;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Admission.Matching;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Admission.Webhooks;

/// <summary><c>MutatingAdmissionWebhook</c>: one webhook after the other, in order of their configurations'
/// names.</summary>
internal sealed class MutatingWebhooks(AdmissionContext context) : IMutatingAdmission
{
    private readonly Configured<Webhook[]> configured =
        new(context.Store, "mutatingwebhookconfigurations.admissionregistration.k8s.io", Webhook.Read);

    public bool Concerns(AdmissionRequest request) =>
        !configured.Now.IsEmpty && !AdmissionMatcher.IsExempt(request);

    public async ValueTask AdmitAsync(AdmissionRequest request, CancellationToken cancel)
    {
        var passes = request.Reinvocation ??= new Reinvocation();
        var seen = passes.Of<InvokedWebhooks>(this);
        if (passes.IsSecond && seen.LeftOtherwise(request.Object))
        {
            seen.RequireAgain();
        }

        foreach (var configuration in configured.Now)
        {
            foreach (var webhook in configuration)
            {
                if (webhook.Match(request, cancel) is { } row
                    && (!passes.IsSecond || seen.IsRequired(webhook.Id)))
                {
                    await AskAsync(webhook, request, row, cancel);
                }
            }
        }

        seen.Leave(request.Object);
    }

    private async ValueTask AskAsync(
        Webhook webhook, AdmissionRequest request, ResourceType row, CancellationToken cancel)
    {
        var seen = request.Reinvocation!.Of<InvokedWebhooks>(this);
        var answer = await WebhookCalls.AskAsync(webhook, request, row, mutating: true, cancel);
        request.Call.Warn(answer?.Warnings ?? []);
        if (answer is { IsAllowed: false })
        {
            throw answer.Refusal(webhook.Name);
        }

        if (answer?.Patch is { } patch && Apply(webhook, request, row, patch))
        {
            seen.RequireAgain();
            request.Reinvocation!.Ask();
        }

        if (webhook.MayBeReinvoked)
        {
            seen.Add(webhook.Id);
        }
    }

    /// <summary>Whether the patch has changed anything.</summary>
    private static bool Apply(Webhook webhook, AdmissionRequest request, ResourceType row, JsonArray patch)
    {
        if (VersionedObjects.For(request, row, request.Object) is not { } shown)
        {
            throw ApiFailure.Internal(
                $"admission webhook \"{webhook.Name}\" attempted to modify the object, which is not supported for this "
                + "operation");
        }

        try
        {
            var patched = JsonPatch.Apply(shown.DeepClone(), patch) as JsonObject
                ?? throw ApiFailure.Internal("the patch of the webhook leaves no object");
            var changed = !JsonNode.DeepEquals(patched, shown);
            request.Object = VersionedObjects.Back(request, row, patched);
            return changed;
        }
        catch (PatchException fault)
        {
            throw ApiFailure.Internal(fault.Detail);
        }
    }
}
