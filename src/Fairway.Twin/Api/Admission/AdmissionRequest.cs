using System.Text.Json.Nodes;
using Fairway.Schema;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Admission;

/// <summary>
/// A write on its way through admission: what is asked, by whom, and the object as it is by now. Mutating admission may
/// change the tree in place or put another into its place; validating admission changes nothing.
/// </summary>
internal sealed class AdmissionRequest(AdmissionContext context, ResourceCall call, AdmissionOperation operation)
{
    /// <summary>The cluster.</summary>
    public AdmissionContext Context => context;

    /// <summary>The call; its warnings go with the answer.</summary>
    public ResourceCall Call => call;

    public AdmissionOperation Operation => operation;

    public ResourceType Resource => call.Resource;

    /// <summary>The subresource; empty for the object itself.</summary>
    public string Subresource { get; } = call.Path.Subresource?.Name ?? "";

    /// <summary>
    /// The name in the request: empty until one is generated, and for the objects of a deleted collection.
    /// </summary>
    public string Name { get; set; } = call.Path.Name ?? "";

    /// <summary>
    /// The namespace of the request; for a namespace itself its own name; empty for objects of the cluster.
    /// </summary>
    public string Namespace => Is("", "namespaces") ? Name : call.Path.Namespace ?? "";

    /// <summary>The new object, of the request's kind and version; null for deletions.</summary>
    public JsonObject? Object { get; set; }

    /// <summary>The object as it is stored, in the version of the request; null for what is made. Not to be
    /// changed.</summary>
    public JsonObject? Old { get; init; }

    public bool DryRun { get; init; }

    /// <summary>The options of a deletion; null for other writes.</summary>
    public DeleteOptions? Deletion { get; init; }

    /// <summary>Who asks.</summary>
    public ApiUser User => call.User;

    /// <summary>What mutating plugins of this request remember between the first and the second pass; null until one
    /// has something to remember.</summary>
    public Reinvocation? Reinvocation { get; set; }

    /// <summary>Kind of <see cref="Object"/>: that of the subresource where it has one of its own.</summary>
    public GroupVersionKind Kind => call.Path.Subresource is { } part && part.Kind.Length > 0
        ? new GroupVersionKind(part.Group, part.Version, part.Kind)
        : new GroupVersionKind(Resource.Group, Resource.Version, Resource.Kind);

    public bool Is(string group, string plural) => Resource.Plural == plural && Resource.Group == group;

    /// <summary>A refusal: <c>pods "x" is forbidden: why</c>.</summary>
    public ApiFailure Forbidden(string why)
    {
        var name = ShownName();
        return new ApiFailure(
            403,
            "Forbidden",
            $"{Resource.QualifiedName} \"{name}\" is forbidden: {why}",
            ApiFailure.Named(Resource, name));
    }

    /// <summary>The name in refusals: before a name is generated, what it is made from.</summary>
    private string ShownName()
    {
        if (Name.Length > 0)
        {
            return Name;
        }

        var metadata = Object?["metadata"] as JsonObject ?? [];
        var name = ObjectMeta.Text(metadata, "name");
        var generated = ObjectMeta.Text(metadata, "generateName");
        return name.Length > 0 ? name : generated.Length > 0 ? generated : "Unknown";
    }
}
