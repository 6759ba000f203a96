using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Claims for persistent volumes: what may change depends on whether they are bound.</summary>
internal sealed class ClaimRules : KindRules
{
    public override bool AnswersDeleted => true;

    public override void PrepareForCreate(JsonObject obj, KindContext context) =>
        obj["status"] = new JsonObject { ["phase"] = "Pending" };

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        StorageValidation.CheckClaim(new Field("spec", obj["spec"], errors));

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        ValidateCreate(updated, errors);
        var status = updated["status"] as JsonObject ?? [];
        StorageValidation.KeepClaim(
            new Field("spec", updated["spec"], errors), live["spec"], new Field("status", status, []));
    }

    public override void ValidateStatusUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        var capacity = new Field("status", updated["status"], errors)["capacity"];
        foreach (var name in capacity.Keys())
        {
            ResourceValidation.CheckQuantity(capacity.Entry(name), name);
        }
    }
}
