using Fairway.Kube;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Selection;

namespace Fairway.Twin.Api.Access;

/// <summary>
/// What a request wants to do, read from its method and path alone: of resources that the cluster does not have as
/// well, since who may not ask is not told whether they are there.
/// </summary>
internal static class RequestAttributes
{
    private const string WatchVerb = "watch";
    private const string ProxyVerb = "proxy";
    private static readonly string[] NamespaceSubresources = ["status", "finalize"];

    /// <param name="request">The request.</param>
    /// <param name="parts">Its path, split.</param>
    /// <param name="user">Who asks.</param>
    public static AccessRequest Of(KubeRequest request, string[] parts, ApiUser user)
    {
        if (!IsResource(parts))
        {
            return new AccessRequest(user, request.Method.ToLowerInvariant())
            {
                IsResource = false,
                Path = request.Path,
            };
        }

        var isCore = parts[0] == "api";
        var rest = parts.AsSpan(isCore ? 2 : 3);
        var verb = VerbOf(request.Method);
        if (rest[0] is WatchVerb or ProxyVerb && rest.Length > 1)
        {
            verb = rest[0];
            rest = rest[1..];
        }

        var ns = "";
        if (rest[0] == "namespaces" && rest.Length > 1)
        {
            ns = rest[1];
            rest = rest.Length > 2 && !NamespaceSubresources.AsSpan().Contains(rest[2]) ? rest[2..] : rest;
        }

        var name = rest.Length > 1 ? rest[1] : "";
        (verb, name) = OfCollection(request, verb, name);
        return new AccessRequest(user, verb)
        {
            Group = isCore ? "" : parts[1],
            Version = parts[isCore ? 1 : 2],
            Resource = rest[0],
            Subresource = rest.Length > 2 && verb != ProxyVerb ? rest[2] : "",
            Namespace = ns,
            Name = name,
        };
    }

    private static bool IsResource(string[] parts) => parts switch
    {
        ["api", _, _, ..] => true,
        ["apis", _, _, _, ..] => true,
        _ => false,
    };

    private static string VerbOf(string method) => method switch
    {
        "POST" => "create",
        "GET" => "get",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => "",
    };

    /// <summary>Without a name, a get is a list or a watch, perhaps of one object, and a delete is of many.</summary>
    private static (string Verb, string Name) OfCollection(KubeRequest request, string verb, string name)
    {
        if (name.Length > 0 || verb is not ("get" or "delete"))
        {
            return (verb, name);
        }

        if (verb == "delete")
        {
            return ("deletecollection", name);
        }

        return (QueryBool.Read(request, "watch") ? WatchVerb : "list", OnlyName(request.QueryValue("fieldSelector")));
    }

    private static string OnlyName(string? selector) =>
        FieldSelector.NameIn(selector) is { } name && NameRules.PathSegment(name) is null ? name : "";
}
