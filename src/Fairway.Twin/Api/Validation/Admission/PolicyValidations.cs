using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Admission.Policies;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Admission;

/// <summary>
/// Validating and mutating admission policies. Source of the rules:
/// kubernetes/pkg/apis/admissionregistration/validation.
/// </summary>
internal static class PolicyValidations
{
    private const int MostAnnotations = 20;
    private const int LongestAnnotation = 5 * 1024;
    private const string OneAtLeast = "validations or auditAnnotations must contain at least one item";

    /// <summary>Adds what is wrong with a ValidatingAdmissionPolicy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="live">What it was before; null for a new one.</param>
    /// <param name="errors">Where errors go.</param>
    public static void CheckValidating(JsonObject policy, JsonObject? live, List<FieldError> errors)
    {
        var spec = new Field("spec", policy["spec"], errors);
        var compiler = CheckBasics(spec, live?["spec"] as JsonObject);
        if (spec["validations"].Count == 0 && spec["auditAnnotations"].Count == 0)
        {
            spec["validations"].Required(OneAtLeast);
            spec["auditAnnotations"].Required(OneAtLeast);
            return;
        }

        foreach (var validation in spec["validations"].Items())
        {
            CheckValidation(validation, compiler);
        }

        CheckAnnotations(spec["auditAnnotations"], ObjectMeta.Name(policy), compiler);
    }

    /// <summary>The same for a MutatingAdmissionPolicy.</summary>
    public static void CheckMutating(JsonObject policy, JsonObject? live, List<FieldError> errors)
    {
        var spec = new Field("spec", policy["spec"], errors);
        var compiler = CheckBasics(spec, live?["spec"] as JsonObject);
        if (spec["mutations"].Count == 0)
        {
            spec["mutations"].Required("mutations must contain at least one item");
        }

        foreach (var mutation in spec["mutations"].Items())
        {
            CheckMutation(mutation, compiler);
        }

        spec["reinvocationPolicy"].OneOf("IfNeeded", "Never");
    }

    /// <summary>What both have. The compiler knows their variables.</summary>
    private static PolicyCompiler CheckBasics(Field spec, JsonObject? live)
    {
        spec["failurePolicy"].OneOf("Fail", "Ignore");
        var hasParams = spec.Has("paramKind");
        if (hasParams)
        {
            CheckParamKind(spec["paramKind"]);
        }

        var match = spec["matchConstraints"];
        if (match.IsSet)
        {
            RuleValidation.CheckMatchResources(match);
            if (match["resourceRules"].Count == 0)
            {
                match["resourceRules"].Required();
            }
        }
        else
        {
            match.Required();
        }

        var isSame = live is not null
            && JsonNode.DeepEquals(live["paramKind"], spec["paramKind"].Value)
            && JsonNode.DeepEquals(live["matchConditions"], spec["matchConditions"].Value);
        if (!isSame)
        {
            MatchConditionValidation.Check(spec["matchConditions"], hasParams);
        }

        var compiler = PolicyCompiler.OfNew(hasParams, spec["variables"].Count > 0);
        foreach (var variable in spec["variables"].Items())
        {
            CheckVariable(variable, compiler);
        }

        return compiler;
    }

    private static void CheckParamKind(Field kind)
    {
        CheckApiVersion(kind["apiVersion"]);
        var name = kind["kind"];
        if (name.Text.Length == 0)
        {
            name.Required();
        }
        else if (NameRules.Label1035(name.Text.ToLowerInvariant()) is { } problem)
        {
            name.Invalid($"may have mixed case, but should otherwise match: {problem}");
        }
    }

    private static void CheckApiVersion(Field apiVersion)
    {
        var parts = apiVersion.Text.Split('/');
        if (apiVersion.Text.Length == 0)
        {
            apiVersion.Required();
            return;
        }

        if (parts.Length > 2)
        {
            apiVersion.Invalid($"unexpected GroupVersion string: {apiVersion.Text}");
            return;
        }

        if (parts.Length == 2 && parts[0].Length > 0 && NameRules.Subdomain(parts[0]) is { } badGroup)
        {
            apiVersion.Invalid(parts[0], badGroup);
        }

        if (parts[^1].Length == 0)
        {
            apiVersion.Invalid("version must be specified");
        }
        else if (NameRules.Label1035(parts[^1]) is { } badVersion)
        {
            apiVersion.Invalid(parts[^1], badVersion);
        }
    }

    private static void CheckVariable(Field variable, PolicyCompiler compiler)
    {
        var (name, expression) = (variable["name"], variable["expression"]);
        if (name.Text.Trim().Length == 0)
        {
            name.Required("name is not specified");
        }
        else if (!CelNames.IsIdentifier(name.Text))
        {
            name.Invalid("must be a valid CEL identifier");
        }

        if (expression.Text.Trim().Length == 0)
        {
            expression.Required("expression is not specified");
        }
        else
        {
            expression.Check(compiler.AddVariable(name.Text, expression.Text).Problem);
        }
    }

    private static void CheckValidation(Field validation, PolicyCompiler compiler)
    {
        var (expression, made) = (validation["expression"], validation["messageExpression"]);
        if (expression.Text.Trim().Length == 0)
        {
            expression.Required("expression is not specified");
        }
        else
        {
            expression.Check(compiler.Condition(expression.Text).Problem);
        }

        if (made.Text.Length > 0)
        {
            made.Check(made.Text.Trim().Length == 0
                ? "must be non-empty if specified"
                : compiler.Message(made.Text).Problem);
        }

        CheckMessage(validation["message"]);
        if (validation.Has("reason")
            && validation.TextOf("reason") is not ("Forbidden" or "Invalid" or "RequestEntityTooLarge"))
        {
            validation["reason"].Unsupported(
                validation["reason"].Value, "Forbidden", "Invalid", "RequestEntityTooLarge");
        }
    }

    private static void CheckMessage(Field message)
    {
        var text = message.Text.Trim();
        if (message.Text.Length > 0 && text.Length == 0)
        {
            message.Invalid("must be non-empty if specified");
        }
        else if (text.AsSpan().IndexOfAny('\n', '\r') >= 0)
        {
            message.Invalid("must not contain line breaks");
        }
    }

    private static void CheckAnnotations(Field annotations, string policy, PolicyCompiler compiler)
    {
        if (annotations.Count > MostAnnotations)
        {
            annotations.Invalid(string.Create(
                CultureInfo.InvariantCulture, $"must not have more than {MostAnnotations} auditAnnotations"));
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var annotation in annotations.Items())
        {
            var key = annotation["key"];
            if (policy.Length > 0)
            {
                key.CheckAs($"{policy}/{key.Text}", NameRules.QualifiedName($"{policy}/{key.Text}"));
            }
            else
            {
                key.Invalid("requires metadata.name be non-empty");
            }

            CheckAnnotation(annotation["valueExpression"], compiler);
            if (!keys.Add(key.Text))
            {
                key.Duplicate(key.Text);
            }
        }
    }

    private static void CheckAnnotation(Field value, PolicyCompiler compiler)
    {
        var text = value.Text.Trim();
        if (text.Length == 0)
        {
            value.Required("valueExpression is not specified");
        }
        else if (Encoding.UTF8.GetByteCount(text) > LongestAnnotation)
        {
            value.Required(string.Create(
                CultureInfo.InvariantCulture, $"must not exceed {LongestAnnotation} bytes in length"));
        }
        else
        {
            value.Check(compiler.Annotation(text).Problem);
        }
    }

    private static void CheckMutation(Field mutation, PolicyCompiler compiler)
    {
        var type = mutation["patchType"];
        switch (type.Text)
        {
            case "":
                type.Required();
                break;
            case "JSONPatch":
                CheckPart(mutation, "jsonPatch", "applyConfiguration", text => compiler.Patch(text));
                break;
            case "ApplyConfiguration":
                CheckPart(mutation, "applyConfiguration", "jsonPatch", text => compiler.Configuration(text));
                break;
            default:
                type.Unsupported(type.Value, "ApplyConfiguration", "JSONPatch");
                break;
        }
    }

    private static void CheckPart(
        Field mutation, string name, string other, Func<string, PolicyExpression> compile)
    {
        var type = mutation.TextOf("patchType");
        if (!mutation.Has(name))
        {
            mutation[name].Required($"must be specified when patchType is {type}");
        }
        else
        {
            var expression = mutation[name]["expression"];
            var text = expression.Text.Trim();
            if (text.Length == 0)
            {
                expression.Required();
            }
            else if (compile(text).Problem is { } problem)
            {
                expression.Invalid(text, problem);
            }
        }

        if (mutation.Has(other))
        {
            mutation[other].Invalid($"{{{other}}}", $"must not be specified when patchType is {type}");
        }
    }
}
