using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Admission.Matching;
using Fairway.Twin.Api.Admission.Policies;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Webhooks;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission.Webhooks;

/// <summary>One entry of a webhook configuration.</summary>
internal sealed class Webhook
{
    private const int DefaultTimeoutSeconds = 10;

    private readonly AdmissionMatcher matcher;
    private readonly PolicyMatch? conditions;

    private Webhook(string configuration, int index, JsonObject entry)
    {
        Name = ObjectMeta.Text(entry, "name");
        Id = $"{configuration}/{Name}/{index}";
        matcher = AdmissionMatcher.OfWebhook(entry);
        conditions = entry["matchConditions"] is JsonArray { Count: > 0 } list
            ? PolicyMatch.Read(list, PolicyCompiler.OfStored([]))
            : null;
        Client = WebhookClient.Read((JsonObject)entry["clientConfig"]!);
        FailsOpen = ObjectMeta.Text(entry, "failurePolicy") == "Ignore";
        MayBeReinvoked = ObjectMeta.Text(entry, "reinvocationPolicy") == "IfNeeded";
        HasSideEffects = ObjectMeta.Text(entry, "sideEffects") is not ("None" or "NoneOnDryRun");
        var seconds = ObjectMeta.Number(entry, "timeoutSeconds");
        TimeoutSeconds = seconds == 0 ? DefaultTimeoutSeconds : (int)seconds;
        ReviewVersion = (entry["admissionReviewVersions"] as JsonArray ?? [])
            .Select(v => v?.GetValue<string>())
            .FirstOrDefault(v => v is "v1" or "v1beta1") ?? "v1";
    }

    /// <summary>The webhook's own name, a domain.</summary>
    public string Name { get; }

    /// <summary>What tells it from all others of the cluster.</summary>
    public string Id { get; }

    public WebhookClient Client { get; }

    /// <summary>Whether writes go on where it cannot be asked.</summary>
    public bool FailsOpen { get; }

    /// <summary>Whether it wants to see the object again when a later plugin has changed it.</summary>
    public bool MayBeReinvoked { get; }

    /// <summary>Whether it does something even in a dry run, and so must not be asked in one.</summary>
    public bool HasSideEffects { get; }

    public int TimeoutSeconds { get; }

    /// <summary>Version of the AdmissionReview that it reads, v1 or v1beta1.</summary>
    public string ReviewVersion { get; }

    /// <summary>The webhooks of a configuration, in its order.</summary>
    public static Webhook[] Read(StoredObject configuration)
    {
        var tree = (JsonObject)JsonReader.Read(configuration.Json.Span).Node!;
        return [.. (tree["webhooks"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select((entry, index) => new Webhook(configuration.Key.Name, index, entry))];
    }

    /// <summary>
    /// The row in whose version the webhook is to see the request; null where it is not to be asked.
    /// </summary>
    /// <exception cref="ApiFailure">It cannot be told whether, and the webhook must not be passed over.</exception>
    public ResourceType? Match(AdmissionRequest request, CancellationToken cancel)
    {
        if (matcher.Match(request) is not { } row)
        {
            return null;
        }

        return conditions is null || Holds(conditions, new PolicyInput(request, row), cancel) ? row : null;
    }

    private bool Holds(PolicyMatch all, PolicyInput input, CancellationToken cancel)
    {
        var budget = new CelBudget(CelLimits.MatchConditions);
        var activation = new PolicyActivation(input, null, [], budget, cancel) { HasNamespace = false };
        var holds = all.Matches(activation, budget, out var problem, cancel);
        return problem is null || FailsOpen ? holds : throw input.Request.Forbidden(problem);
    }
}
