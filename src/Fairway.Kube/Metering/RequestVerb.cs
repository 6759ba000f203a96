using Fairway.Kube.Requests;

namespace Fairway.Kube.Metering;

/// <summary>A request's verb, as Kubernetes' rules of access call it.</summary>
internal static class RequestVerb
{
    public const string Watch = "watch";

    /// <summary>get, list, create, update, patch, apply, delete or deletecollection; what names no resource is a
    /// get.</summary>
    public static string Of(KubeRequest request) => request.Method switch
    {
        "GET" => IsCollection(request) ? "list" : "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => request.ContentType?.Contains("apply-patch", StringComparison.Ordinal) == true ? "apply" : "patch",
        "DELETE" => IsCollection(request) ? "deletecollection" : "delete",
        _ => "other",
    };

    private static bool IsCollection(KubeRequest request) =>
        RequestTarget.Parse(request.Path) is { Plural.Length: > 0, Name: null };
}
