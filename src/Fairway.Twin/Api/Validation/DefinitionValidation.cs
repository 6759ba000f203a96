using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Definitions of custom resources, in the words of the reference server.</summary>
internal static class DefinitionValidation
{
    private const string Approval = "api-approved.kubernetes.io";
    private const string Enhancement = "https://github.com/kubernetes/enhancements/pull/1111";

    public static void Check(JsonObject definition, List<FieldError> errors)
    {
        var spec = new Field("spec", definition["spec"], errors);
        CheckName(definition, spec, errors);
        CheckGroup(spec["group"]);
        spec["scope"].OneOf("Cluster", "Namespaced");
        if (spec["preserveUnknownFields"].IsTrue)
        {
            spec["preserveUnknownFields"].Invalid(
                "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema "
                + "instead");
        }

        DefinitionVersions.Check(spec);
        CheckNames(spec["names"]);
        CheckConversion(spec["conversion"]);
        CheckStoredVersions(spec["versions"], new Field("status", definition["status"], errors)["storedVersions"]);
        CheckApproval(definition, spec.TextOf("group"), errors);
    }

    public static void CheckUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        var (spec, old) = (new Field("spec", updated["spec"], errors), new Field("spec", live["spec"], errors));
        Keep(spec["group"], old["group"]);
        Keep(spec["names"]["plural"], old["names"]["plural"]);
        var isEstablished = (live["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>().Any(c =>
            ObjectMeta.Text(c, "type") == "Established" && ObjectMeta.Text(c, "status") == "True");
        if (isEstablished)
        {
            Keep(spec["scope"], old["scope"]);
            Keep(spec["names"]["kind"], old["names"]["kind"]);
        }
    }

    private static void Keep(Field now, Field before)
    {
        if (now.Text != before.Text)
        {
            now.Invalid("field is immutable");
        }
    }

    private static void CheckName(JsonObject definition, Field spec, List<FieldError> errors)
    {
        var name = ObjectMeta.Name(definition);
        if (name != $"{spec["names"].TextOf("plural")}.{spec.TextOf("group")}")
        {
            errors.Add(FieldError.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
        }
    }

    private static void CheckGroup(Field group)
    {
        if (group.Text.Length == 0)
        {
            group.Required();
        }
        else if (NameRules.Subdomain(group.Text) is { } problem)
        {
            group.Invalid(problem);
        }
        else if (!group.Text.Contains('.', StringComparison.Ordinal))
        {
            group.Invalid("should be a domain with at least one dot");
        }
    }

    private static void CheckNames(Field names)
    {
        CheckLabel(names["plural"], isDemanded: true, "");
        CheckLabel(names["singular"], isDemanded: false, "");
        const string MixedCase = "may have mixed case, but should otherwise match: ";
        CheckLabel(names["kind"], isDemanded: true, MixedCase);
        CheckLabel(names["listKind"], isDemanded: false, MixedCase);
        foreach (var name in names["shortNames"].Items())
        {
            CheckLabel(name, isDemanded: true, "");
        }

        if (names.TextOf("kind").Length > 0 && names.TextOf("kind") == names.TextOf("listKind"))
        {
            names["listKind"].Invalid("kind and listKind may not be the same");
        }

        foreach (var category in names["categories"].Items())
        {
            CheckLabel(category, isDemanded: true, "");
        }
    }

    /// <param name="name">A name.</param>
    /// <param name="isDemanded">Whether it must be there.</param>
    /// <param name="mixed">What is said in front where capitals do not matter; empty where they do.</param>
    private static void CheckLabel(Field name, bool isDemanded, string mixed)
    {
        if (name.Text.Length == 0)
        {
            if (isDemanded)
            {
                name.Required();
            }

            return;
        }

        var text = mixed.Length == 0 ? name.Text : name.Text.ToLowerInvariant();
        if (NameRules.Label1035(text) is { } problem)
        {
            name.Invalid(mixed + problem);
        }
    }

    private static void CheckConversion(Field conversion)
    {
        var strategy = conversion["strategy"];
        strategy.OneOf("None", "Webhook");
        var webhook = conversion["webhook"];
        if (strategy.Text == "None" && webhook.IsSet)
        {
            conversion.Beside("webhookClientConfig", webhook.Value)
                .Forbidden("should not be set when strategy is not set to Webhook");
        }
        else if (strategy.Text == "Webhook")
        {
            if (!webhook.Has("clientConfig"))
            {
                conversion["webhookClientConfig"].Required("required when strategy is set to Webhook");
            }

            if (webhook["conversionReviewVersions"].Count == 0)
            {
                conversion["conversionReviewVersions"].Required();
            }
        }
    }

    private static void CheckStoredVersions(Field versions, Field stored)
    {
        if (stored.Count == 0)
        {
            stored.Invalid(null, "must have at least one stored version");
            return;
        }

        var names = versions.Items().Select(version => version.TextOf("name")).ToArray();
        foreach (var version in stored.Items())
        {
            if (!names.Contains(version.Text))
            {
                version.Invalid(
                    $"missing from spec.versions; {version.Text} was previously a storage version, and must remain in "
                    + "spec.versions until a storage migration ensures no data remains persisted in "
                    + $"{version.Text} and removes {version.Text} from status.storedVersions");
            }
        }

        var storage = versions.Items().LastOrDefault(version => version["storage"].IsTrue)?.TextOf("name");
        var isTold = stored.Items().Any(version => version.Text == storage)
            && names.Count(name => name == storage) == 1;
        if (storage is not null && !isTold)
        {
            stored.Invalid($"must have the storage version {storage}");
        }
    }

    private static void CheckApproval(JsonObject definition, string group, List<FieldError> errors)
    {
        var isProtected = (string[])["k8s.io", "kubernetes.io"] is var roots
            && roots.Any(root => group == root || group.EndsWith($".{root}", StringComparison.Ordinal));
        if (!isProtected)
        {
            return;
        }

        var field = new Field("metadata", definition["metadata"], errors)["annotations"].Entry(Approval);
        if (field.Text.Length == 0)
        {
            field.Required($"protected groups must have approval annotation \"{Approval}\", see {Enhancement}");
        }
        else if (!field.Text.StartsWith("unapproved", StringComparison.Ordinal)
            && !Uri.IsWellFormedUriString(field.Text, UriKind.Absolute))
        {
            field.Invalid(
                $"protected groups must have approval annotation \"{Approval}\" with either a URL or a reason starting "
                + $"with \"unapproved\", see {Enhancement}");
        }
    }
}
