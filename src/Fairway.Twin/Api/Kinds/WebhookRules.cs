using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Validation.Admission;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Configurations of webhooks, which have no specification: their webhooks count.</summary>
internal sealed class WebhookRules : GenerationRules
{
    public override bool IsNewGeneration(JsonObject updated, JsonObject live) =>
        !JsonNode.DeepEquals(updated["webhooks"], live["webhooks"]);

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        WebhookValidation.Check(obj, null, errors);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        WebhookValidation.Check(updated, live, errors);
}
