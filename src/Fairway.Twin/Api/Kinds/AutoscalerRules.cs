using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Autoscalers, which are stored and checked as autoscaling/v2.</summary>
/// <param name="isOld">Whether they are shown as autoscaling/v1.</param>
internal sealed class AutoscalerRules(bool isOld) : GenerationRules
{
    /// <summary>What the way to v2 and back adds belongs to whoever wrote the object.</summary>
    public override void Complete(JsonObject obj)
    {
        if (isOld)
        {
            var shown = AutoscalerVersions.FromStored(AutoscalerVersions.ToStored(obj));
            obj["spec"] = shown["spec"]?.DeepClone();
            ObjectMeta.Keep(ObjectMeta.Of(obj), ObjectMeta.Of(shown), "annotations");
        }
    }

    public override bool IsNewGeneration(JsonObject updated, JsonObject live) =>
        !JsonNode.DeepEquals(Newest(updated)["spec"], Newest(live)["spec"]);

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        AutoscalerValidation.Check(new Field("spec", Newest(obj)["spec"], errors), null);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        AutoscalerValidation.Check(
            new Field("spec", Newest(updated)["spec"], errors), new Field("spec", Newest(live)["spec"], []));

    public override void ValidateStatusUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        AutoscalerValidation.CheckStatus(new Field("status", updated["status"], errors));

    private static JsonObject Newest(JsonObject obj) => AutoscalerVersions.InNewest(obj);
}
