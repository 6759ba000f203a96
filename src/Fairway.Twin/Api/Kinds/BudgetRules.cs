using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Disruption budgets.</summary>
internal sealed class BudgetRules : GenerationRules
{
    public override string? CheckName(string name) => NameRules.PathSegment(name);

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        BudgetValidation.Check(new Field("spec", obj["spec"], errors));

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        ValidateCreate(updated, errors);

    public override void ValidateStatusUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        BudgetValidation.CheckStatus(new Field("status", updated["status"], errors));
}
