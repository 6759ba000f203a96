using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Roles, whose names need only be a part of a path: they have colons.</summary>
/// <param name="isOfNamespace">Whether the role holds in a namespace.</param>
internal sealed class RoleRules(bool isOfNamespace) : KindRules
{
    public override string? CheckName(string name) => NameRules.PathSegment(name);

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        RbacValidation.CheckRole(obj, isOfNamespace, errors);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        ValidateCreate(updated, errors);
}

/// <summary>Bindings of roles, named as they are.</summary>
/// <param name="isOfNamespace">Whether the binding holds in a namespace.</param>
internal sealed class RoleBindingRules(bool isOfNamespace) : KindRules
{
    public override string? CheckName(string name) => NameRules.PathSegment(name);

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        RbacValidation.CheckBinding(obj, isOfNamespace, errors);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        ValidateCreate(updated, errors);
        RbacValidation.KeepRole(updated, live, errors);
    }
}
