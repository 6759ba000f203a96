using System.Text;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Access;

/// <summary>The refusals of authorization, in the reference server's words.</summary>
internal static class Refusal
{
    /// <summary>403 for a request that nobody allows.</summary>
    public static ApiFailure Of(AccessRequest request, string reason)
    {
        var text = Escaped(Message(request));
        var why = reason.Length == 0 ? text : $"{text}: {reason}";
        return request.IsResource
            ? Forbidden(request.Group, request.Resource, request.Name, why)
            : new ApiFailure(403, "Forbidden", $"forbidden: {why}", []);
    }

    /// <summary>403 for an object.</summary>
    public static ApiFailure Forbidden(string group, string resource, string name, string why)
    {
        var details = new JsonObject();
        var qualified = group.Length == 0 ? resource : $"{resource}.{group}";
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (group.Length > 0)
        {
            details["group"] = group;
        }

        if (resource.Length > 0)
        {
            details["kind"] = resource;
        }

        var what = (qualified, name) switch
        {
            ("", _) => "forbidden",
            (_, "") => $"{qualified} is forbidden",
            _ => $"{qualified} \"{name}\" is forbidden",
        };
        return new ApiFailure(403, "Forbidden", $"{what}: {why}", details);
    }

    private static string Message(AccessRequest request)
    {
        var who = $"User {GoText.Quoted(request.User.Name)} cannot {request.Verb}";
        if (!request.IsResource)
        {
            return $"{who} path {GoText.Quoted(request.Path)}";
        }

        var what = $"{who} resource {GoText.Quoted(request.Combined)} in API group {GoText.Quoted(request.Group)}";
        return request.Namespace.Length > 0
            ? $"{what} in the namespace {GoText.Quoted(request.Namespace)}"
            : $"{what} at the cluster scope";
    }

    

    /// <summary>Nothing that a browser may take for HTML.</summary>
    private static string Escaped(string text) => new StringBuilder(text)
        .Replace("&", "&amp;")
        .Replace("<", "&lt;")
        .Replace(">", "&gt;")
        .ToString();
}
