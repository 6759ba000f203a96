using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>ConfigMaps hold a bounded amount of data, and may be made immutable.</summary>
internal sealed class ConfigMapRules : KindRules
{
    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        ConfigMapValidation.Check(obj, errors);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        ConfigMapValidation.CheckUpdate(updated, live, errors);
}

/// <summary>Secrets do as ConfigMaps; what they hold depends on their type.</summary>
internal sealed class SecretRules : KindRules
{
    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) => SecretValidation.Check(obj, errors);

    public override string? Warning(JsonObject obj) => SecretValidation.Warning(obj);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        SecretValidation.CheckUpdate(updated, live, errors);
}
