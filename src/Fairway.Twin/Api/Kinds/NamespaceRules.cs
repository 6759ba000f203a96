using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Kinds;

/// <summary>
/// A namespace goes only when its <c>spec.finalizers</c> are gone, which the namespace controller takes away when it is
/// empty.
/// </summary>
internal sealed class NamespaceRules : KindRules
{
    private const string Kubernetes = "kubernetes";

    public override string? CheckName(string name) => NameRules.Label(name);

    public override void PrepareForCreate(JsonObject obj, KindContext context)
    {
        var finalizers = Finalizers(obj);
        if (!finalizers.Contains(Kubernetes))
        {
            SetFinalizers(obj, [Kubernetes, .. finalizers]);
        }

        obj["status"] = new JsonObject { ["phase"] = "Active" };
    }

    public override void PrepareForUpdate(JsonObject updated, JsonObject live, KindContext context)
    {
        SetFinalizers(updated, Finalizers(live));
    }

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        MetadataValidation.CheckFinalizers("spec.finalizers", Finalizers(obj), errors);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        ValidateCreate(updated, errors);

    public override void Mark(JsonObject marked)
    {
        if (marked["status"] is JsonObject status)
        {
            status["phase"] = "Terminating";
        }

        ObjectMeta.Of(marked).Remove("deletionGracePeriodSeconds");
    }

    public override bool IsHeld(JsonObject obj) => Finalizers(obj).Count > 0;

    /// <summary>spec.finalizers.</summary>
    public static IReadOnlyList<string> Finalizers(JsonObject obj) =>
        obj["spec"]?["finalizers"] is JsonArray list ? [.. list.Select(f => f?.GetValue<string>() ?? "")] : [];

    private static void SetFinalizers(JsonObject obj, IReadOnlyList<string> finalizers)
    {
        if (obj["spec"] is not JsonObject spec)
        {
            spec = [];
            obj["spec"] = spec;
        }

        if (finalizers.Count == 0)
        {
            spec.Remove("finalizers");
        }
        else
        {
            spec["finalizers"] = new JsonArray([.. finalizers.Select(f => (JsonNode)f)]);
        }
    }
}
