using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Validation;

/// <summary>What access reviews must say.</summary>
internal static class ReviewValidation
{
    /// <summary>Checks a review.</summary>
    /// <param name="obj">The review.</param>
    /// <param name="isOfSelf">Whether it is about who asks, so that no user is named.</param>
    /// <param name="ns">The namespace of a local review; null for the others.</param>
    public static List<FieldError> Check(JsonObject obj, bool isOfSelf, string? ns)
    {
        var errors = new List<FieldError>();
        var spec = new Field("spec", obj["spec"], errors);
        CheckAttributes(spec);
        if (!isOfSelf && spec.TextOf("user").Length == 0 && spec["groups"].Count == 0)
        {
            spec["user"].Invalid("", "at least one of user or group must be specified");
        }

        CheckSelector(spec["resourceAttributes"], "fieldSelector");
        CheckSelector(spec["resourceAttributes"], "labelSelector");
        CheckMetadata(obj, ns is not null, errors);
        if (ns is not null)
        {
            CheckLocal(spec, ns);
        }

        return errors;
    }

    private static void CheckAttributes(Field spec)
    {
        var (resource, other) = (spec["resourceAttributes"], spec["nonResourceAttributes"]);
        if (resource.IsSet && other.IsSet)
        {
            other.Invalid(
                Shown.Inner(other.Value, ("path", true), ("verb", true)),
                "cannot be specified in combination with resourceAttributes");
        }

        if (!resource.IsSet && !other.IsSet)
        {
            resource.Invalid(
                null, "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }
    }

    private static void CheckSelector(Field attributes, string name)
    {
        var selector = attributes[name];
        if (!selector.IsSet)
        {
            return;
        }

        var (raw, requirements) = (selector["rawSelector"], selector["requirements"]);
        if (raw.Text.Length > 0 && requirements.Count > 0)
        {
            raw.Invalid("may not specified at the same time as requirements");
        }

        if (raw.Text.Length == 0 && requirements.Count == 0)
        {
            requirements.Required($"when {selector.Path()} is specified, requirements or rawSelector is required");
        }
    }

    private static void CheckMetadata(JsonObject obj, bool isLocal, List<FieldError> errors)
    {
        var metadata = obj["metadata"] as JsonObject ?? [];
        if (metadata.Any(f => f.Key != "managedFields" && !(isLocal && f.Key == "namespace")))
        {
            var detail = isLocal ? "must be empty except for namespace" : "must be empty";
            new Field("metadata", metadata, errors).Invalid(detail);
        }
    }

    private static void CheckLocal(Field spec, string ns)
    {
        var asked = spec["resourceAttributes"];
        if (asked.IsSet && asked.TextOf("namespace") != ns)
        {
            asked["namespace"].Invalid(asked.TextOf("namespace"), "must match metadata.namespace");
        }

        var other = spec["nonResourceAttributes"];
        if (other.IsSet)
        {
            other.Invalid(
                Shown.Inner(other.Value, ("path", true), ("verb", true)), "disallowed on this kind of request");
        }
    }
}
