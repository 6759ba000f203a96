using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Admission;

/// <summary>
/// Bindings of validating and mutating admission policies. Source of the rules:
/// kubernetes/pkg/apis/admissionregistration/validation.
/// </summary>
internal static class BindingValidations
{
    private const string Exclusive = "name and selector are mutually exclusive";

    /// <summary>Adds what is wrong with a binding.</summary>
    /// <param name="binding">The binding.</param>
    /// <param name="hasActions">Whether it says what follows from a failure: those of validating policies.</param>
    /// <param name="errors">Where errors go.</param>
    public static void Check(JsonObject binding, bool hasActions, List<FieldError> errors)
    {
        var spec = new Field("spec", binding["spec"], errors);
        var name = spec["policyName"];
        if (name.Text.Length == 0)
        {
            name.Required();
        }
        else
        {
            name.Check(NameRules.Subdomain(name.Text));
        }

        if (spec.Has("paramRef"))
        {
            CheckParams(spec["paramRef"]);
        }

        if (spec.Has("matchResources"))
        {
            // The reference server has always written the field's name so.
            RuleValidation.CheckMatchResources(spec.Beside("matchResouces", spec["matchResources"].Value));
        }

        if (hasActions)
        {
            CheckActions(spec["validationActions"]);
        }
    }

    private static void CheckParams(Field reference)
    {
        var (name, selector) = (reference["name"], reference["selector"]);
        if (name.Text.Length > 0)
        {
            name.Check(NameRules.PathSegment(name.Text));
            if (selector.IsSet)
            {
                name.Forbidden(Exclusive);
            }
        }

        if (selector.IsSet)
        {
            SelectorValidation.Check(selector);
            if (name.Text.Length > 0)
            {
                selector.Forbidden(Exclusive);
            }
        }

        if (name.Text.Length == 0 && !selector.IsSet)
        {
            reference.Required("one of name or selector must be specified");
        }

        reference["parameterNotFoundAction"].OneOf("Deny", "Allow");
    }

    private static void CheckActions(Field actions)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in actions.Items())
        {
            if (action.Text is not ("Audit" or "Deny" or "Warn"))
            {
                action.Unsupported(action.Value, "Audit", "Deny", "Warn");
            }

            if (!seen.Add(action.Text))
            {
                action.Duplicate(action.Value);
            }
        }

        if (seen.Contains("Deny") && seen.Contains("Warn"))
        {
            actions.Invalid("must not contain both Deny and Warn (repeating the same validation failure information "
                + "in the API response and headers serves no purpose)");
        }

        if (seen.Count == 0)
        {
            actions.Required("at least one validation action is required");
        }
    }
}
