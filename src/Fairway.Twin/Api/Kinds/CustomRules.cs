using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Custom resources: what their definition says, and no more.</summary>
internal sealed class CustomRules(ResourceType resource) : KindRules
{
    public override bool CountsGenerations => true;

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

    private bool Counts(string name) =>
        name is not ("metadata" or "kind" or "apiVersion") && (name != "status" || !resource.Has("status"));

    /// <summary>The metadata do not change with the status, but for who owns it.</summary>
    public override void PrepareForStatusUpdate(JsonObject updated, JsonObject live)
    {
        var metadata = (JsonObject)ObjectMeta.Of(live).DeepClone();
        ObjectMeta.Keep(metadata, ObjectMeta.Of(updated), "managedFields");
        updated["metadata"] = metadata;
    }

    private void Check(JsonObject obj, JsonObject? live, List<FieldError> errors)
    {
        if (resource.Schema is { } schema)
        {
            errors.AddRange(CustomValidator.Check(obj, live, schema)
                .Select(problem => new FieldError(problem.Reason, problem.Field, problem.Message)));
        }

        CheckReplicas(resource.Custom!.Scale?.Replicas, obj, errors);
        CheckReplicas(resource.Custom!.Scale?.Observed, obj, errors);
    }

    private static void CheckReplicas(JsonPath? path, JsonObject obj, List<FieldError> errors)
    {
        if (path?.Select(obj).FirstOrDefault() is JsonValue value
            && value.TryGetValue<long>(out var number) && number < 0)
        {
            errors.Add(FieldError.Invalid(path.Text, number, "should be a non-negative integer"));
        }
    }
}
