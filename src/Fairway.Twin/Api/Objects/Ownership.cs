using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Ownership;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Verbs;

namespace Fairway.Twin.Api.Objects;

/// <summary>Keeps metadata.managedFields: who wrote which field.</summary>
internal static class Ownership
{
    private static readonly FieldSet Status = FieldSet.OfPaths("status");
    private static readonly FieldSet Spec = FieldSet.OfPaths("spec");
    private static readonly FieldSet SpecAndLabels = FieldSet.OfPaths("spec", "metadata.labels");
    private static readonly FieldSet SpecAndOwners =
        FieldSet.OfPaths("spec", "metadata.deletionTimestamp", "metadata.ownerReferences");

    /// <summary>
    /// Hands the fields that a write changes to its manager. To be called when the body is decoded, before the server
    /// adds anything of its own.
    /// </summary>
    public static void Track(ResourceCall call, JsonObject? live, JsonObject updated, WriteOptions options)
    {
        // An apply has brought the ownership up to date itself, and a binding is nobody's configuration.
        if (!PatchTypes.IsApply(call.Request) && call.Path.Subresource?.Name != "binding")
        {
            ManagedFields.Update(live, updated, Context(call, options));
        }
    }

    /// <summary>Takes back times of ownership that nothing else goes with, so that a write without a change writes
    /// nothing.</summary>
    public static void KeepTimes(JsonObject live, JsonObject updated) => ManagedFields.KeepTimes(live, updated);

    /// <summary>Applies a configuration: the object that it makes of the live one, or of nothing.</summary>
    /// <exception cref="Merge.Patches.PatchException">Others own fields that it would change.</exception>
    public static JsonObject Apply(ResourceCall call, JsonObject? live, JsonObject config, WriteOptions options) =>
        ServerSideApply.Apply(live, config, Context(call, options), options.Force).Item;

    private static UpdateContext Context(ResourceCall call, WriteOptions options)
    {
        var subresource = call.Path.Subresource?.Name ?? "";
        var now = call.Time.GetUtcNow();
        return new UpdateContext(call.Resource.Schema, options.Manager, call.Resource.ApiVersion, subresource, now)
        {
            Ignored = Ignored(call, subresource),
        };
    }

    /// <summary>What a write to this path cannot change, and so never comes to own.</summary>
    private static FieldSet? Ignored(ResourceCall call, string subresource) =>
        (subresource, call.Resource.QualifiedName) switch
    {
        ("status", "deployments.apps") => SpecAndLabels,
        ("status", "pods") => SpecAndOwners,
        ("status", _) => Spec,
        _ => call.Resource.Has("status") ? Status : null,
    };
}
