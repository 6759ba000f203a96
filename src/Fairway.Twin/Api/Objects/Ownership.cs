using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Ownership;
using Fairway.Schema;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Verbs;

namespace Fairway.Twin.Api.Objects;

/// <summary>Keeps metadata.managedFields: who wrote which field.</summary>
internal static class Ownership
{
    private const string ScaleDefinition = "io.k8s.api.autoscaling.v1.Scale";
    private static readonly FieldSet Status = FieldSet.OfPaths("status");
    private static readonly FieldSet Spec = FieldSet.OfPaths("spec");
    private static readonly FieldSet SpecAndMetadata = FieldSet.OfPaths("spec", "metadata");
    private static readonly FieldSet SpecAndLabels = FieldSet.OfPaths("spec", "metadata.labels");
    private static readonly FieldSet SpecAndOwners =
        FieldSet.OfPaths("spec", "metadata.deletionTimestamp", "metadata.ownerReferences");

    /// <summary>
    /// Hands the fields that a write changes to its manager. To be called when the body is decoded, before the server
    /// adds anything of its own.
    /// </summary>
    /// <param name="call">The request.</param>
    /// <param name="live">The object as it is; null where there is none.</param>
    /// <param name="updated">The object to be.</param>
    /// <param name="options">Who writes.</param>
    /// <param name="isApart">Whether the request can have changed nothing of the metadata.</param>
    public static void Track(
        ResourceCall call, JsonObject? live, JsonObject updated, WriteOptions options, bool isApart = false)
    {
        // An apply and a scale bring the ownership up to date themselves, and a binding and an eviction are nobody's
        // configuration.
        if (!PatchTypes.IsApply(call.Request)
            && call.Path.Subresource?.Name is not ("binding" or "eviction" or "scale"))
        {
            ManagedFields.Update(live, updated, Context(call, options) with { KeepsOwners = isApart });
        }
    }

    /// <summary>Takes back times of ownership that nothing else goes with, so that a write without a change writes
    /// nothing.</summary>
    public static void KeepTimes(JsonObject live, JsonObject updated) => ManagedFields.KeepTimes(live, updated);

    /// <summary>Applies a configuration: the object that it makes of the live one, or of nothing.</summary>
    /// <exception cref="Merge.Patches.PatchException">Others own fields that it would change.</exception>
    public static JsonObject Apply(ResourceCall call, JsonObject? live, JsonObject config, WriteOptions options) =>
        ServerSideApply.Apply(live, config, Context(call, options), options.Force).Item;

    /// <summary>managedFields of the Scale of an object: who owns its replicas.</summary>
    public static JsonArray? OfScale(ResourceCall call, JsonObject live) =>
        ScaleOwnership.ToScale(live, ScaleView.ReplicasPath(call.Resource));

    /// <summary>managedFields of an object whose Scale was written.</summary>
    public static JsonArray? FromScale(ResourceCall call, JsonObject live, JsonObject scale) =>
        ScaleOwnership.ToObject(
            live, scale, call.Resource.ApiVersion, ScaleView.ReplicasPath(call.Resource));

    /// <summary>Hands the replicas of a Scale to its writer.</summary>
    public static void TrackScale(ResourceCall call, JsonObject before, JsonObject scale, WriteOptions options)
    {
        if (!PatchTypes.IsApply(call.Request))
        {
            ManagedFields.Update(before, scale, ScaleContext(call, options));
        }
    }

    /// <summary>Applies a configuration to the Scale of an object.</summary>
    /// <exception cref="Merge.Patches.PatchException">Others own the replicas.</exception>
    public static JsonObject ApplyScale(
        ResourceCall call, JsonObject scale, JsonObject config, WriteOptions options) =>
        ServerSideApply.Apply(scale, config, ScaleContext(call, options), options.Force).Item;

    private static UpdateContext ScaleContext(ResourceCall call, WriteOptions options) =>
        new(BuiltInSchemas.Find(ScaleDefinition), options.Manager, "autoscaling/v1", "scale", call.Time.GetUtcNow())
        {
            Ignored = Status,
        };

    private static UpdateContext Context(ResourceCall call, WriteOptions options)
    {
        var subresource = call.Path.Subresource?.Name ?? "";
        var now = call.Time.GetUtcNow();
        return new UpdateContext(call.Resource.Schema, options.Manager, call.Resource.ApiVersion, subresource, now)
        {
            Ignored = Ignored(call, subresource),
            Versions = call.Resource.Custom is { } custom ? new CustomVersions(custom) : null,
            IsReshaped = call.Resource.Custom is { Generation: > 1 },
        };
    }

    /// <summary>What a write to this path cannot change, and so never comes to own.</summary>
    private static FieldSet? Ignored(ResourceCall call, string subresource) =>
        (subresource, call.Resource.QualifiedName) switch
    {
        ("status", "deployments.apps") => SpecAndLabels,
        ("status", "pods") => SpecAndOwners,
        ("status", "volumeattachments.storage.k8s.io" or "apiservices.apiregistration.k8s.io") => SpecAndMetadata,
        ("status", _) when call.Resource.Custom is not null
            || call.Resource.Group == "flowcontrol.apiserver.k8s.io" => SpecAndMetadata,
        ("status", _) => Spec,
        _ => call.Resource.Has("status") ? Status : null,
    };
}
