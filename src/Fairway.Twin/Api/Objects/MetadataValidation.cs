using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Objects;

/// <summary>What every object's metadata must keep to, in the words of the reference server.</summary>
internal static class MetadataValidation
{
    private const int MostAnnotationBytes = 256 * 1024;
    private static readonly string[] StandardFinalizers = ["kubernetes", "orphan", "foregroundDeletion"];

    /// <summary>Adds what is wrong with the metadata of an object that is to be stored.</summary>
    /// <param name="obj">The object.</param>
    /// <param name="nameRule">What a name must keep to.</param>
    /// <param name="errors">Where errors go.</param>
    /// <param name="isCustom">Whether it is a custom resource, whose finalizers may be any names.</param>
    public static void Check(
        JsonObject obj, Func<string, string?> nameRule, List<FieldError> errors, bool isCustom = false)
    {
        var metadata = ObjectMeta.Of(obj);
        CheckName(metadata, nameRule, errors);
        CheckLabels(metadata["labels"] as JsonObject, "metadata.labels", errors);
        CheckAnnotations(metadata["annotations"] as JsonObject, errors);
        CheckOwners(metadata["ownerReferences"] as JsonArray, errors);
        CheckFinalizers("metadata.finalizers", ObjectMeta.Finalizers(metadata), errors, isCustom);
    }

    /// <summary>
    /// What is said of finalizers of custom resources that others might use by chance; one line each, null for nothing.
    /// </summary>
    public static string? WarnOfFinalizers(JsonObject obj, JsonObject? live)
    {
        var known = live is null ? [] : ObjectMeta.Finalizers(ObjectMeta.Of(live));
        var added = ObjectMeta.Finalizers(ObjectMeta.Of(obj)).Except(known)
            .Where(name => !name.Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(name))
            .Order(StringComparer.Ordinal)
            .Select(name => $"metadata.finalizers: \"{name}\": prefer a domain-qualified finalizer name "
                + (name.Contains('.', StringComparison.Ordinal) ? "including a path (/) " : "")
                + "to avoid accidental conflicts with other finalizer writers")
            .ToArray();
        return added.Length == 0 ? null : string.Join('\n', added);
    }

    /// <summary>Adds what may not change between two states of one object.</summary>
    public static void CheckUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        var (now, before) = (ObjectMeta.Of(updated), ObjectMeta.Of(live));
        foreach (var field in (ReadOnlySpan<string>)["name", "namespace", "uid"])
        {
            if (ObjectMeta.Text(now, field) != ObjectMeta.Text(before, field))
            {
                errors.Add(FieldError.Invalid($"metadata.{field}", now[field], "field is immutable"));
            }
        }

        if (ObjectMeta.Has(before, "deletionTimestamp"))
        {
            var added = ObjectMeta.Finalizers(now).Except(ObjectMeta.Finalizers(before)).ToArray();
            if (added.Length > 0)
            {
                var shown = string.Join(", ", added.Select(f => $"\"{f}\""));
                var why = $"no new finalizers can be added if the object is being deleted, found new finalizers "
                    + $"[]string{{{shown}}}";
                errors.Add(FieldError.Forbidden("metadata.finalizers", why));
            }
        }
    }

    /// <summary>Adds what is wrong with a list of finalizers.</summary>
    public static void CheckFinalizers(
        string field, IReadOnlyList<string> finalizers, List<FieldError> errors, bool isCustom = false)
    {
        for (var i = 0; i < finalizers.Count; i++)
        {
            var finalizer = finalizers[i];
            if (NameRules.QualifiedName(finalizer) is { } problem)
            {
                errors.Add(FieldError.Invalid(
                    field.StartsWith("spec", StringComparison.Ordinal) ? $"{field}[{i}]" : field, finalizer, problem));
            }
            else if (!isCustom
                && !finalizer.Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(finalizer))
            {
                const string Why = "name is neither a standard finalizer name nor is it fully qualified";
                errors.Add(FieldError.Invalid($"{field}[{i}]", finalizer, Why));
            }
        }
    }

    /// <summary>Adds what is wrong with labels.</summary>
    public static void CheckLabels(JsonObject? labels, string field, List<FieldError> errors)
    {
        foreach (var (key, value) in labels ?? [])
        {
            if (NameRules.QualifiedName(key) is { } badKey)
            {
                errors.Add(FieldError.Invalid(field, key, badKey));
            }

            if (NameRules.LabelValue(value?.GetValue<string>() ?? "") is { } badValue)
            {
                errors.Add(FieldError.Invalid(field, value, badValue));
            }
        }
    }

    private static void CheckName(JsonObject metadata, Func<string, string?> nameRule, List<FieldError> errors)
    {
        var name = ObjectMeta.Text(metadata, "name");
        if (name.Length == 0)
        {
            errors.Add(FieldError.Required("metadata.name", "name or generateName is required"));
        }
        else if ((NameRules.PathSegment(name) ?? nameRule(name)) is { } problem)
        {
            errors.Add(FieldError.Invalid("metadata.name", name, problem));
        }
    }

    private static void CheckAnnotations(JsonObject? annotations, List<FieldError> errors)
    {
        const string Field = "metadata.annotations";
        long bytes = 0;
        foreach (var (key, value) in annotations ?? [])
        {
            if (NameRules.QualifiedName(key.ToLowerInvariant()) is { } problem)
            {
                errors.Add(FieldError.Invalid(Field, key, problem));
            }

            bytes += key.Length + (value?.GetValue<string>() ?? "").Length;
        }

        if (bytes > MostAnnotationBytes)
        {
            errors.Add(FieldError.TooLong(Field, MostAnnotationBytes));
        }
    }

    private static void CheckOwners(JsonArray? owners, List<FieldError> errors)
    {
        const string Field = "metadata.ownerReferences";
        var controllers = 0;
        foreach (var owner in (owners ?? []).OfType<JsonObject>())
        {
            CheckOwner(owner, Field, errors);
            controllers += owner["controller"]?.GetValue<bool>() == true ? 1 : 0;
        }

        if (controllers > 1)
        {
            var names = owners!.OfType<JsonObject>()
                .Where(o => o["controller"]?.GetValue<bool>() == true)
                .Select(o => $"{ObjectMeta.Text(o, "kind")}/{ObjectMeta.Text(o, "name")}");
            var why = "Only one reference can have Controller set to true. "
                + $"Found \"true\" in references for {string.Join(" and ", names)}";
            errors.Add(FieldError.Invalid(Field, owners, why));
        }
    }

    private static void CheckOwner(JsonObject owner, string field, List<FieldError> errors)
    {
        foreach (var part in (ReadOnlySpan<string>)["uid", "name", "kind", "apiVersion"])
        {
            if (ObjectMeta.Text(owner, part).Length == 0)
            {
                var why = part == "apiVersion" ? "version must not be empty" : "must not be empty";
                errors.Add(FieldError.Invalid($"{field}.{part}", "", why));
            }
        }

        if (ObjectMeta.Text(owner, "kind") == "Event" && ObjectMeta.Text(owner, "apiVersion") == "v1")
        {
            errors.Add(FieldError.Invalid(field, owner, "/v1, Kind=Event is disallowed from being an owner"));
        }
    }
}
