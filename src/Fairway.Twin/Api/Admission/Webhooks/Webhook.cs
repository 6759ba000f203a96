using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Admission.Matching;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Webhooks;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission.Webhooks;

/// <summary>One entry of a webhook configuration.</summary>
internal sealed class Webhook
{
    private const int DefaultTimeoutSeconds = 10;

    private Webhook(string configuration, int index, JsonObject entry)
    {
        Name = ObjectMeta.Text(entry, "name");
        Id = $"{configuration}/{Name}/{index}";
        Matcher = AdmissionMatcher.OfWebhook(entry);
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

    public AdmissionMatcher Matcher { get; }

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
}
