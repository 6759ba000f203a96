using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Kinds that count generations and do nothing else of their own.</summary>
internal class GenerationRules : KindRules
{
    public override bool CountsGenerations => true;
}

/// <summary>Workloads: their specification is checked, and on updates what of it must stay.</summary>
internal class WorkloadRules(Action<Field> check, Action<Field, JsonNode?>? keep = null) : GenerationRules
{
    /// <summary>True for the kind whose pods stay where nothing is said, as they did before there was a
    /// choice.</summary>
    public bool LeavesPods { get; init; }

    public override (bool Orphans, string? Warning) DefaultPropagation => (LeavesPods, null);

    public override IReadOnlyList<string> PodWarningsOf(JsonObject obj) =>
        PodWarnings.Of(obj["spec"]?["template"]?["spec"], "spec.template.spec");

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        check(new Field("spec", obj["spec"], errors));

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        ValidateCreate(updated, errors);
        keep?.Invoke(new Field("spec", updated["spec"], errors), live["spec"]);
    }
}

/// <summary>Kinds with a specification that is checked, whose generation does not count.</summary>
/// <param name="check">Checks the specification.</param>
/// <param name="keep">Compares the specification with what it was.</param>
/// <param name="answersDeleted">Whether their deletion answers the object.</param>
internal sealed class SpecifiedRules(
    Action<Field> check, Action<Field, JsonNode?>? keep = null, bool answersDeleted = false) : KindRules
{
    public override bool AnswersDeleted => answersDeleted;

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        check(new Field("spec", obj["spec"], errors));

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        ValidateCreate(updated, errors);
        keep?.Invoke(new Field("spec", updated["spec"], errors), live["spec"]);
    }
}

/// <summary>Kinds whose deletion answers the object.</summary>
internal sealed class AnsweringRules : KindRules
{
    public override bool AnswersDeleted => true;
}

/// <summary>Templates of pods that stand for themselves.</summary>
internal sealed class PodTemplateRules : GenerationRules
{
    public override bool AnswersDeleted => true;

    public override bool IsNewGeneration(JsonObject updated, JsonObject live) =>
        !JsonNode.DeepEquals(updated["template"], live["template"]);

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        PodTemplateValidation.Check(new Field("template", obj["template"], errors));

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        ValidateCreate(updated, errors);
}

/// <summary>Endpoints are kept for old clients.</summary>
internal sealed class EndpointsRules : KindRules
{
    public override string? Deprecation =>
        "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";
}

/// <summary>The state of components is no longer kept; what there is, is for old clients.</summary>
internal sealed class ComponentRules : KindRules
{
    public override string? Deprecation => "v1 ComponentStatus is deprecated in v1.19+";
}

/// <summary>A change of the annotations is a new generation too; labels do not change through status.</summary>
internal sealed class DeploymentRules()
    : WorkloadRules(WorkloadValidation.CheckDeployment, WorkloadValidation.KeepSelector)
{
    public override bool IsNewGeneration(JsonObject updated, JsonObject live) =>
        base.IsNewGeneration(updated, live)
        || !JsonNode.DeepEquals(ObjectMeta.Of(updated)["annotations"], ObjectMeta.Of(live)["annotations"]);

    public override void PrepareForStatusUpdate(JsonObject updated, JsonObject live) =>
        ObjectMeta.Keep(ObjectMeta.Of(updated), ObjectMeta.Of(live), "labels");
}

/// <summary>The deprecated annotation <c>deprecated.daemonset.template.generation</c> counts changes of the
/// template.</summary>
internal sealed class DaemonSetRules() : WorkloadRules(WorkloadValidation.CheckDaemonSet)
{
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";

    public override void Complete(JsonObject obj) => SetTemplateGeneration(obj, TemplateGenerationOf(obj));

    public override void PrepareForCreate(JsonObject obj, KindContext context) => SetTemplateGeneration(obj, 1);

    public override void PrepareForUpdate(JsonObject updated, JsonObject live, KindContext context)
    {
        var changed = !JsonNode.DeepEquals(updated["spec"]?["template"], live["spec"]?["template"]);
        SetTemplateGeneration(updated, TemplateGenerationOf(live) + (changed ? 1 : 0));
    }

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        WorkloadValidation.KeepSelector(new Field("spec", updated["spec"], errors), live["spec"]);
        ValidateCreate(updated, errors);
    }

    private static long TemplateGenerationOf(JsonObject obj) =>
        long.TryParse(ObjectMeta.Of(obj)["annotations"]?[TemplateGeneration]?.GetValue<string>(), out var number)
            ? number
            : 1;

    private static void SetTemplateGeneration(JsonObject obj, long number)
    {
        var metadata = ObjectMeta.Of(obj);
        if (metadata["annotations"] is not JsonObject annotations)
        {
            annotations = [];
            metadata["annotations"] = annotations;
        }

        annotations[TemplateGeneration] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
