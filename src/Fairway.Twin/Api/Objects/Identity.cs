using System.Text.Json.Nodes;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Objects;

/// <summary>Holds the namespace and name of a body against those of the path.</summary>
internal static class Identity
{
    /// <exception cref="ApiFailure">400 where the body names another namespace.</exception>
    public static void SetNamespace(ResourceCall call, JsonObject metadata)
    {
        CheckNamespace(call, metadata);
        ObjectMeta.Set(metadata, "namespace", call.Resource.Namespaced ? call.Path.Namespace : null);
    }

    /// <exception cref="ApiFailure">400 where the body names another namespace.</exception>
    public static void CheckNamespace(ResourceCall call, JsonObject metadata)
    {
        var given = ObjectMeta.Text(metadata, "namespace");
        if (call.Resource is { Custom: not null, Namespaced: false })
        {
            // The reference server overlooks it here.
            return;
        }

        if (given.Length > 0 && given != (call.Resource.Namespaced ? call.Path.Namespace : ""))
        {
            throw ApiFailure.BadRequest(
                "the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    /// <exception cref="ApiFailure">400 where the body names another object.</exception>
    public static void Check(ResourceCall call, JsonObject obj)
    {
        var metadata = ObjectMeta.Of(obj);
        var name = ObjectMeta.Text(metadata, "name");
        if (name != call.Path.Name)
        {
            throw ApiFailure.BadRequest(name.Length == 0
                ? "the name of the object must be given: metadata.name is empty"
                : $"the name of the object ({name}) does not match the name on the URL ({call.Path.Name})");
        }

        SetNamespace(call, metadata);
    }
}
