using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Admission;

/// <summary>Configurations of mutating and validating webhooks. Source of the rules:
/// kubernetes/pkg/apis/admissionregistration/validation.</summary>
internal static class WebhookValidation
{
    private static readonly string[] ReviewVersions = ["v1", "v1beta1"];

    /// <summary>Checks all webhooks of a configuration.</summary>
    /// <param name="obj">The configuration.</param>
    /// <param name="live">What it was; match conditions that have not changed are not checked again. Null for a new
    /// one.</param>
    /// <param name="errors">Where errors go.</param>
    public static void Check(JsonObject obj, JsonObject? live, List<FieldError> errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var conditionsAreNew = live is null || !SameConditions(obj, live);
        foreach (var webhook in new Field("webhooks", obj["webhooks"], errors).Items())
        {
            CheckWebhook(webhook);
            if (conditionsAreNew)
            {
                MatchConditionValidation.Check(webhook["matchConditions"], hasParameters: false);
            }

            CheckReviewVersions(webhook["admissionReviewVersions"]);
            if (webhook.TextOf("name") is { Length: > 0 } name && !names.Add(name))
            {
                webhook["name"].Duplicate(name);
            }
        }
    }

    private static void CheckWebhook(Field webhook)
    {
        CheckName(webhook["name"]);
        foreach (var rule in webhook["rules"].Items())
        {
            RuleValidation.Check(rule);
        }

        CheckChoice(webhook["failurePolicy"], "Fail", "Ignore");
        CheckChoice(webhook["matchPolicy"], "Equivalent", "Exact");
        var effects = webhook["sideEffects"];
        if (!effects.IsSet)
        {
            effects.Required("must specify one of None, NoneOnDryRun");
        }

        CheckChoice(effects, "None", "NoneOnDryRun");
        if (webhook["timeoutSeconds"] is { Number: < 1 or > 30 } timeout)
        {
            timeout.Invalid("the timeout value must be between 1 and 30 seconds");
        }

        SelectorValidation.Check(webhook["namespaceSelector"]);
        SelectorValidation.Check(webhook["objectSelector"]);
        CheckChoice(webhook["reinvocationPolicy"], "IfNeeded", "Never");
        WebhookClientValidation.Check(webhook["clientConfig"]);
    }

    private static void CheckName(Field name)
    {
        if (name.Text.Length == 0)
        {
            name.Required();
        }
        else if (NameRules.Subdomain(name.Text) is { } problem)
        {
            name.Invalid(problem);
        }
        else if (name.Text.Count(c => c == '.') < 2)
        {
            name.Invalid("should be a domain with at least three segments separated by dots");
        }
    }

    private static void CheckChoice(Field field, params ReadOnlySpan<string> supported)
    {
        if (field.IsSet && !supported.Contains(field.Text))
        {
            field.Unsupported(field.Text, supported);
        }
    }

    private static void CheckReviewVersions(Field versions)
    {
        if (versions.Count == 0)
        {
            versions.Required("must specify one of v1, v1beta1");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var version in versions.Items())
        {
            if (!seen.Add(version.Text))
            {
                version.Invalid("duplicate version");
            }
            else
            {
                version.Check(NameRules.Label1035(version.Text));
            }
        }

        if (!seen.Overlaps(ReviewVersions))
        {
            versions.Invalid("must include at least one of v1, v1beta1");
        }
    }

    private static bool SameConditions(JsonObject obj, JsonObject live)
    {
        var (now, before) = (obj["webhooks"] as JsonArray ?? [], live["webhooks"] as JsonArray ?? []);
        return now.Count == before.Count && now.Zip(before).All(pair =>
            JsonNode.DeepEquals(pair.First?["matchConditions"], pair.Second?["matchConditions"]));
    }
}
