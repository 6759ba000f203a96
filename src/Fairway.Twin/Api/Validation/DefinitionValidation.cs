using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Definitions of custom resources, in the words of the reference server.</summary>
internal static class DefinitionValidation
{
    private const string Approval = "api-approved.kubernetes.io";
    private const string Enhancement = "https://github.com/kubernetes/enhancements/pull/1111";

    /// <summary>Adds what is wrong with a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="live">What it was before; null for a new one.</param>
    /// <param name="errors">Where errors go.</param>
    public static void Check(JsonObject definition, JsonObject? live, List<FieldError> errors)
    {
        var spec = new Field("spec", definition["spec"], errors);
        CheckName(definition, spec, errors);
        CheckGroup(spec["group"]);
        spec["scope"].OneOf("Cluster", "Namespaced");
        DefinitionVersions.Check(spec, live?["spec"], errors);
        DefinitionConversion.Check(spec["conversion"]);
        if (live is not null)
        {
            CheckUpdate(spec, live, errors);
        }

        var status = new Field("status", definition["status"], errors);
        DefinitionNames.CheckText(status["acceptedNames"]);
        CheckStoredVersions(spec["versions"], status["storedVersions"]);
        CheckApproval(definition, live, spec.TextOf("group"), errors);
        if (spec["preserveUnknownFields"].IsTrue)
        {
            spec["preserveUnknownFields"].Invalid(
                "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema "
                + "instead");
        }
    }

    /// <summary>Adds what is wrong with a status that is written by itself.</summary>
    public static void CheckStatus(JsonObject definition, List<FieldError> errors) =>
        DefinitionNames.CheckText(new Field("status", definition["status"], errors)["acceptedNames"]);

    private static void CheckUpdate(Field spec, JsonObject live, List<FieldError> errors)
    {
        var old = new Field("spec", live["spec"], errors);
        var isEstablished = (live["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>().Any(c =>
            ObjectMeta.Text(c, "type") == "Established" && ObjectMeta.Text(c, "status") == "True");
        if (isEstablished)
        {
            Keep(spec["scope"], old["scope"]);
            Keep(spec["names"]["kind"], old["names"]["kind"]);
        }

        Keep(spec["group"], old["group"]);
        Keep(spec["names"]["plural"], old["names"]["plural"]);
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

    private static void CheckStoredVersions(Field versions, Field stored)
    {
        if (stored.Count == 0)
        {
            stored.Invalid(null, "must have at least one stored version");
            return;
        }

        var left = stored.Items().ToList();
        foreach (var version in versions.Items())
        {
            var name = version.TextOf("name");
            var isTold = left.RemoveAll(told => told.Text == name) > 0;
            if (version["storage"].IsTrue && !isTold)
            {
                stored.Invalid($"must have the storage version {name}");
            }
        }

        foreach (var version in left)
        {
            version.Invalid(
                $"missing from spec.versions; {version.Text} was previously a storage version, and must remain in "
                + "spec.versions until a storage migration ensures no data remains persisted in "
                + $"{version.Text} and removes {version.Text} from status.storedVersions");
        }
    }

    /// <summary>What was in order before, approved or not, may stay.</summary>
    private static void CheckApproval(JsonObject definition, JsonObject? live, string group, List<FieldError> errors)
    {
        var isProtected = (string[])["k8s.io", "kubernetes.io"] is var roots
            && roots.Any(root => group == root || group.EndsWith($".{root}", StringComparison.Ordinal));
        var field = new Field("metadata", definition["metadata"], errors)["annotations"].Entry(Approval);
        var state = ApprovalOf(field.Text);
        if (!isProtected || (live is not null
            && ApprovalOf(ObjectMeta.Text(live["metadata"]?["annotations"] as JsonObject ?? [], Approval)) == state))
        {
            return;
        }

        if (state == ApprovalState.Missing)
        {
            field.Required($"protected groups must have approval annotation \"{Approval}\", see {Enhancement}");
        }
        else if (state == ApprovalState.Unreadable)
        {
            field.Invalid(
                $"protected groups must have approval annotation \"{Approval}\" with either a URL or a reason starting "
                + $"with \"unapproved\", see {Enhancement}");
        }
    }

    private static ApprovalState ApprovalOf(string text) => text switch
    {
        "" => ApprovalState.Missing,
        _ when text.StartsWith("unapproved", StringComparison.Ordinal) => ApprovalState.Bypassed,
        _ when Uri.IsWellFormedUriString(text, UriKind.Absolute) => ApprovalState.Approved,
        _ => ApprovalState.Unreadable,
    };

    private enum ApprovalState
    {
        Missing,
        Bypassed,
        Approved,
        Unreadable,
    }
}
