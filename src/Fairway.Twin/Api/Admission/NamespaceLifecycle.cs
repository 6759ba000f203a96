using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Admission;

/// <summary>Nothing is made in a namespace that is not there or is going, and three namespaces never go.</summary>
internal static class NamespaceLifecycle
{
    /// <exception cref="ApiFailure">403, or 404 where there is no such namespace.</exception>
    public static void Check(AdmissionRequest request)
    {
        if (request.Is("", "namespaces"))
        {
            if (request.Operation == AdmissionOperation.Delete
                && request.Name is "default" or "kube-system" or "kube-public")
            {
                throw request.Forbidden("this namespace may not be deleted");
            }
        }
        else if (request.Operation == AdmissionOperation.Create && request.Namespace.Length > 0 && !IsReview(request))
        {
            CheckNamespace(request);
        }
    }

    private static void CheckNamespace(AdmissionRequest request)
    {
        var name = request.Namespace;
        var spaces = request.Context.Table.Find("", "v1", "namespaces")!;
        var found = request.Context.Store.Head(spaces.StorageName, new ObjectKey(null, name))
            ?? throw ApiFailure.NotFound(spaces, name);
        if (found.Fields[spaces.SelectableFields.IndexOf("status.phase")] == "Terminating")
        {
            throw Terminating(request, name);
        }
    }

    /// <summary>What it says of a namespace would tell more than a review may.</summary>
    private static bool IsReview(AdmissionRequest request) =>
        request.Is("authorization.k8s.io", "localsubjectaccessreviews");

    private static ApiFailure Terminating(AdmissionRequest request, string ns)
    {
        var refusal = request.Forbidden(
            $"unable to create new content in namespace {ns} because it is being terminated");
        refusal.Details!["causes"] = new JsonArray(new JsonObject
        {
            ["reason"] = "NamespaceTerminating",
            ["message"] = $"namespace {ns} is being terminated",
            ["field"] = "metadata.namespace",
        });
        return refusal;
    }
}
