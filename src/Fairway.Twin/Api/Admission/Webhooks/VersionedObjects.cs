using System.Text.Json.Nodes;
using Fairway.Schema;
using Fairway.Schema.Decoding;
using Fairway.Schema.Defaults;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Webhooks;

/// <summary>Objects of a request in the version in which a webhook or a policy sees them, and back.</summary>
internal static class VersionedObjects
{
    /// <summary>The kind of what the row shows for the request.</summary>
    public static GroupVersionKind Kind(AdmissionRequest request, ResourceType row) =>
        IsWhole(request) ? new GroupVersionKind(row.Group, row.Version, row.Kind) : request.Kind;

    /// <summary>The object as the row shows it: the tree itself where that is the request's own version, not to be
    /// changed.</summary>
    public static JsonObject? For(AdmissionRequest request, ResourceType row, JsonObject? obj) =>
        obj is null || !IsWhole(request) || row.ApiVersion == request.Resource.ApiVersion
            ? obj
            : StoredTree.Convert(obj, request.Resource, row);

    /// <summary>
    /// The request's object after what the row shows was changed: of its kind, pruned, typed and defaulted, as if it
    /// had come so.
    /// </summary>
    /// <exception cref="ApiFailure">500: it is no such object any more.</exception>
    public static JsonObject Back(AdmissionRequest request, ResourceType row, JsonObject changed)
    {
        if (!IsWhole(request))
        {
            return changed;
        }

        try
        {
            _ = row.Custom is null
                ? ObjectPreparation.DecodeAndDefault(row, changed).UnknownFields
                : CustomDecoder.Fit(changed, row.Schema!);
        }
        catch (SchemaMismatchException problem)
        {
            throw ApiFailure.Internal(problem.Message);
        }

        return row.ApiVersion == request.Resource.ApiVersion
            ? changed
            : StoredTree.Convert(changed, row, request.Resource);
    }

    /// <summary>Whether the request shows the object itself, not something that a subresource takes.</summary>
    private static bool IsWhole(AdmissionRequest request) => request.Kind.Kind == request.Resource.Kind;
}
