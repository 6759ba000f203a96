using System.Text.Json.Nodes;
using Fairway.Twin.Api.Definitions;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Definitions of custom resources. They go when the objects that they define are gone.</summary>
internal sealed class DefinitionRules : GenerationRules
{
    public override void PrepareForCreate(JsonObject obj, KindContext context) =>
        DefinitionStatus.AddStoredVersion(obj);

    public override void PrepareForUpdate(JsonObject updated, JsonObject live, KindContext context) =>
        DefinitionStatus.AddStoredVersion(updated);

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        DefinitionValidation.Check(obj, null, errors);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        DefinitionValidation.Check(updated, live, errors);

    public override void ValidatePartUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        DefinitionValidation.CheckStatus(updated, errors);

    /// <summary>Until it is marked, so that its objects can go first.</summary>
    public override bool IsHeld(JsonObject obj) => !ObjectMeta.Has(ObjectMeta.Of(obj), "deletionTimestamp");

    public override void Mark(JsonObject marked)
    {
        var metadata = ObjectMeta.Of(marked);
        metadata.Remove("deletionGracePeriodSeconds");
        var finalizers = ObjectMeta.Finalizers(metadata);
        var status = marked["status"] as JsonObject ?? [];
        if (finalizers.Contains(DefinitionPlanner.CleanUpFinalizer)
            || (status["conditions"] as JsonArray ?? []).Any(c => c?["type"]?.GetValue<string>() == "Terminating"))
        {
            return;
        }

        // The reference server counts no generation here.
        metadata["generation"] = ObjectMeta.Number(metadata, "generation") - 1;
        metadata["finalizers"] =
            new JsonArray([.. finalizers.Append(DefinitionPlanner.CleanUpFinalizer).Select(f => (JsonNode)f)]);
        var pending = new ConditionChange(
            "Terminating",
            "True",
            "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon");
        marked["status"] = DefinitionStatus.With(status, pending, ObjectMeta.Text(metadata, "deletionTimestamp"));
    }
}
