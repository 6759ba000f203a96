using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation.Rules;
using Fairway.Twin.Api.Validation.Schemas;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Custom resources: what their definition says, and no more.</summary>
internal sealed class CustomRules(ResourceType resource) : KindRules
{
    private static readonly string[] Blocking =
    [
        "FieldValueNotSupported", "FieldValueRequired", "FieldValueTooLong", "FieldValueTooMany",
        "FieldValueTypeInvalid",
    ];

    public override bool CountsGenerations => true;

    public override bool NeedsRevision => true;

    public override string? Deprecation => resource.Custom!.Warning;

    /// <summary>
    /// Everything but metadata counts, and the status only where it is no part of its own.
    /// </summary>
    public override bool IsNewGeneration(JsonObject updated, JsonObject live)
    {
        var names = updated.Select(pair => pair.Key).Union(live.Select(pair => pair.Key));
        return names.Any(name => Counts(name) && !JsonNode.DeepEquals(updated[name], live[name]));
    }

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) => Check(obj, null, errors);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        Check(updated, live, errors);

    public override void ValidatePartUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        Check(updated, live, errors);

    /// <summary>Only the status counts, and by the schema of the status.</summary>
    public override void ValidateStatusUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        var schema = resource.Schema!;
        if (updated.TryGetPropertyValue("status", out var status)
            && schema.Properties.TryGetValue("status", out var place))
        {
            Add(CustomValidator.CheckPart("status", status, live["status"], place), errors);
        }

        CheckScale(updated, errors, isStatus: true);
        CheckLists(updated, live, errors);
        CheckRules(updated, live, errors);
    }

    public override string? Warning(JsonObject obj) => MetadataValidation.WarnOfFinalizers(obj, null);

    public override string? UpdateWarning(JsonObject updated, JsonObject live) =>
        MetadataValidation.WarnOfFinalizers(updated, live);

    private bool Counts(string name) =>
        name is not ("metadata" or "kind" or "apiVersion") && (name != "status" || !resource.Has("status"));

    /// <summary>The metadata do not change with the status, but for who owns it.</summary>
    public override void PrepareForStatusUpdate(JsonObject updated, JsonObject live)
    {
        ObjectMeta.KeepAll(updated, live);
    }

    private void Check(JsonObject obj, JsonObject? live, List<FieldError> errors)
    {
        Add(CustomValidator.Check(obj, live, resource.Schema!), errors);
        CheckScale(obj, errors, isStatus: false);
        EmbeddedResources.Check(obj, resource.Schema!, errors);
        CheckLists(obj, live, errors);
        CheckRules(obj, live, errors);
    }

    /// <summary>Rules are evaluated where values have the shape that expressions rely on.</summary>
    private void CheckRules(JsonObject obj, JsonObject? live, List<FieldError> errors)
    {
        if (RuleTree.Of(resource.Schema!) is not { } rules)
        {
            return;
        }

        if (errors.Exists(error => Blocking.Contains(error.Reason)))
        {
            errors.Add(FieldError.Invalid(
                "<nil>",
                null,
                "some validation rules were not checked because the object was invalid; correct the existing errors "
                + "to complete validation"));
            return;
        }

        new RuleEvaluation(errors, (errors as FieldErrors)?.Warnings).Check(rules, "", obj, live, ratchets: true);
    }

    /// <summary>What was wrong before may stay so.</summary>
    private void CheckLists(JsonObject obj, JsonObject? live, List<FieldError> errors)
    {
        var found = ListChecks.Check(obj, resource.Schema!);
        if (!found.IsEmpty && (live is null || ListChecks.Check(live, resource.Schema!).IsEmpty))
        {
            Add(found, errors);
        }
    }

    private void CheckScale(JsonObject obj, List<FieldError> errors, bool isStatus)
    {
        if (resource.Custom!.Scale is { } scale)
        {
            if (!isStatus)
            {
                CheckReplicas(scale.Replicas, obj, errors);
            }

            CheckReplicas(scale.Observed, obj, errors);
        }
    }

    private static void CheckReplicas(JsonPath path, JsonObject obj, List<FieldError> errors)
    {
        if (path.Select(obj).FirstOrDefault() is not JsonValue value || !value.TryGetValue<long>(out var number))
        {
            return;
        }

        if (number < 0)
        {
            errors.Add(FieldError.Invalid(path.Text, number, "should be a non-negative integer"));
        }
        else if (number > int.MaxValue)
        {
            errors.Add(FieldError.Invalid(path.Text, number, "should be less than or equal to 2147483647"));
        }
    }

    private static void Add(ImmutableArray<SchemaProblem> problems, List<FieldError> errors) =>
        errors.AddRange(problems.Select(p => new FieldError(p.Reason, p.Field, p.Message)));
}
