using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>Templates of pods.</summary>
internal static class PodTemplateValidation
{
    /// <summary>Checks a template by itself.</summary>
    public static void Check(Field template)
    {
        CheckMetadata(template);
        PodSpecValidation.CheckTemplate(template["spec"]);
        if (template["spec"]["ephemeralContainers"] is { Count: > 0 } debuggers)
        {
            debuggers.Forbidden("ephemeral containers not allowed in pod template");
        }
    }

    /// <summary>Checks its labels and annotations.</summary>
    public static void CheckMetadata(Field template)
    {
        // The reference server leaves "metadata" out of these two paths.
        var metadata = template.Value?["metadata"];
        if (metadata?["labels"] is { } labels)
        {
            NameChecks.Labels(template.Beside("labels", labels));
        }

        if (metadata?["annotations"] is JsonObject annotations)
        {
            var field = template.Beside("annotations", annotations);
            foreach (var key in field.Keys())
            {
                NameChecks.Qualified(field, key);
            }
        }
    }

    /// <summary>The labels must be such that the selector finds the pods.</summary>
    public static void CheckSelected(Field template, Field selector)
    {
        var labels = template["metadata"]["labels"];
        if (!SelectorValidation.Matches(selector, labels.Value as JsonObject))
        {
            labels.Invalid(Shown.Map(labels.Value), "`selector` does not match template `labels`");
        }
    }

    /// <summary>What only pods may have that are not kept running.</summary>
    public static void CheckKeptRunning(Field template, string kind)
    {
        var policy = template["spec"]["restartPolicy"];
        if (policy.Text != "Always")
        {
            policy.Unsupported(policy.Text, "Always");
        }

        var deadline = template["spec"]["activeDeadlineSeconds"];
        if (deadline.IsSet)
        {
            deadline.Forbidden($"activeDeadlineSeconds in {kind} is not Supported");
        }
    }
}
