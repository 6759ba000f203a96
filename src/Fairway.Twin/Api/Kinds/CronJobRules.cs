using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>CronJobs. Their jobs are named after them and the time, which leaves fewer characters for the
/// name.</summary>
internal sealed class CronJobRules : GenerationRules
{
    private const int LongestName = 52;

    public override IReadOnlyList<string> PodWarningsOf(JsonObject obj) => PodWarnings.Of(
        obj["spec"]?["jobTemplate"]?["spec"]?["template"]?["spec"], "spec.jobTemplate.spec.template.spec");

    public override string? Warning(JsonObject obj) => NameWarnings.OfHosts(ObjectMeta.Name(obj));

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors)
    {
        CronJobValidation.Check(new Field("spec", obj["spec"], errors), null);
        if (ObjectMeta.Name(obj).Length > LongestName)
        {
            errors.Add(FieldError.Invalid(
                "metadata.name", ObjectMeta.Name(obj), $"must be no more than {LongestName} characters"));
        }
    }

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        CronJobValidation.Check(new Field("spec", updated["spec"], errors), new Field("spec", live["spec"], []));
}
