using System.Text.Json.Nodes;
using Fairway.Cel.Values;
using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Admission.Webhooks;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>
/// A request as expressions see it: the objects in the version that the policy's rule names, the request itself, and
/// the namespace. Put together when it is first asked for.
/// </summary>
/// <param name="request">The request.</param>
/// <param name="row">The resource, in the version of the rule.</param>
internal sealed class PolicyInput(AdmissionRequest request, ResourceType row)
{
    private CelValue? requestValue;
    private CelValue? namespaceValue;

    public AdmissionRequest Request => request;

    public ResourceType Row => row;

    /// <summary>The new object in the version of the rule; null for deletions.</summary>
    public JsonObject? Object { get; private set; } = VersionedObjects.For(request, row, request.Object);

    /// <summary>The object that is stored, in the version of the rule; null for what is made.</summary>
    public JsonObject? Old { get; } = VersionedObjects.For(request, row, request.Old);

    public CelValue RequestValue => requestValue ??= CelJson.Value(PolicyRequest.Of(request, row));

    public CelValue NamespaceValue => namespaceValue ??= CelJson.Value(FindNamespace());

    /// <summary>Puts another object, of the version of the rule, into the request's place.</summary>
    /// <exception cref="Errors.ApiFailure">It is no object of its kind any more.</exception>
    public void Replace(JsonObject changed)
    {
        request.Object = VersionedObjects.Back(request, row, changed);
        Object = VersionedObjects.For(request, row, request.Object);
    }

    private JsonObject? FindNamespace()
    {
        if (request.Namespace.Length == 0 || request.Is("", "namespaces"))
        {
            return null;
        }

        var spaces = request.Context.Table.Find("", "v1", "namespaces")!;
        var found = request.Context.Store.Head(spaces.StorageName, new ObjectKey(null, request.Namespace))
            ?? throw Errors.ApiFailure.NotFound(spaces, request.Namespace);
        var tree = StoredTree.Read(found, spaces);
        var metadata = ObjectMeta.Of(tree);
        metadata.Remove("managedFields");
        metadata.Remove("ownerReferences");
        return tree;
    }
}
