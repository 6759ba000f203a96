using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Validation;

/// <summary>Definitions of custom resources.</summary>
internal static class DefinitionValidation
{
    public static void Check(JsonObject definition, List<FieldError> errors)
    {
    }

    public static void CheckUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
    }
}
