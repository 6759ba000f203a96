using Fairway.Schema.Resources;
using Fairway.Twin.Api.Admission.Matching;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Admission.Webhooks;

/// <summary><c>ValidatingAdmissionWebhook</c>: all webhooks at once; of several refusals the first by order of
/// configurations counts.</summary>
internal sealed class ValidatingWebhooks(AdmissionContext context) : IValidatingAdmission
{
    private readonly Configured<Webhook[]> configured =
        new(context.Store, "validatingwebhookconfigurations.admissionregistration.k8s.io", Webhook.Read);

    public bool Concerns(AdmissionRequest request) =>
        !configured.Now.IsEmpty && !AdmissionMatcher.IsExempt(request);

    public async ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancel)
    {
        var asked = new List<Task<Verdict>>();
        foreach (var webhook in configured.Now.SelectMany(configuration => configuration))
        {
            if (webhook.Match(request, cancel) is { } row)
            {
                asked.Add(AskAsync(webhook, request, row, cancel));
            }
        }

        var verdicts = await Task.WhenAll(asked);
        foreach (var verdict in verdicts)
        {
            request.Call.Warn(verdict.Warnings);
        }

        if (Array.Find(verdicts, verdict => verdict.Refusal is not null) is { } refused)
        {
            throw refused.Refusal!;
        }
    }

    private static async Task<Verdict> AskAsync(
        Webhook webhook, AdmissionRequest request, ResourceType row, CancellationToken cancel)
    {
        try
        {
            var answer = await WebhookCalls.AskAsync(webhook, request, row, mutating: false, cancel);
            return new Verdict(answer is { IsAllowed: false } ? answer.Refusal(webhook.Name) : null)
            {
                Warnings = answer?.Warnings ?? [],
            };
        }
        catch (ApiFailure refusal)
        {
            return new Verdict(refusal);
        }
    }

    private sealed record Verdict(ApiFailure? Refusal)
    {
        public IReadOnlyList<string> Warnings { get; init; } = [];
    }
}
