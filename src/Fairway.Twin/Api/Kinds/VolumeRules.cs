using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Persistent volumes.</summary>
internal sealed class VolumeRules : KindRules
{
    private const string Recycles =
        "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended "
        + "approach is to use dynamic provisioning.";

    public override bool AnswersDeleted => true;

    public override string? Warning(JsonObject obj) =>
        obj["spec"]?["persistentVolumeReclaimPolicy"]?.ToString() == "Recycle" ? Recycles : null;

    public override void PrepareForCreate(JsonObject obj, KindContext context) => obj["status"] = new JsonObject
    {
        ["phase"] = "Pending",
        ["lastPhaseTransitionTime"] = ObjectMeta.Time(context.Time.GetUtcNow()),
    };

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        StorageValidation.CheckVolume(new Field("spec", obj["spec"], errors));

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        ValidateCreate(updated, errors);
        StorageValidation.KeepVolume(new Field("spec", updated["spec"], errors), live["spec"]);
    }
}
