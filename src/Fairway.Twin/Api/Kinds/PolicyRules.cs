using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Validation.Admission;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Validating admission policies.</summary>
internal sealed class ValidatingPolicyRules : GenerationRules
{
    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        PolicyValidations.CheckValidating(obj, null, errors);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        PolicyValidations.CheckValidating(updated, live, errors);
}

/// <summary>Mutating admission policies.</summary>
internal sealed class MutatingPolicyRules : GenerationRules
{
    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        PolicyValidations.CheckMutating(obj, null, errors);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        PolicyValidations.CheckMutating(updated, live, errors);
}

/// <summary>Bindings of policies.</summary>
/// <param name="hasActions">Whether they say what follows from a failure.</param>
internal sealed class PolicyBindingRules(bool hasActions) : GenerationRules
{
    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        BindingValidations.Check(obj, hasActions, errors);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        BindingValidations.Check(updated, hasActions, errors);
}
