using System.Text.Json.Nodes;
using Fairway.Schema;
using Fairway.Schema.Decoding;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Requests;

/// <summary>Bodies that are no objects of a resource: options, scales, bindings. Their fields have the types that they
/// should have.</summary>
internal static class TypedBody
{
    /// <summary>Makes the body fit its definition, in place.</summary>
    /// <exception cref="ApiFailure">400 where a field has another type.</exception>
    public static JsonObject Fit(JsonObject body, string kind, string definition)
    {
        try
        {
            SchemaDecoder.Decode(body, BuiltInSchemas.Find(definition)!);
            return body;
        }
        catch (SchemaMismatchException problem)
        {
            throw ApiFailure.BadRequest(DecodeMessages.CannotBeHandled(kind, "v1", kind, problem.Message));
        }
    }
}
