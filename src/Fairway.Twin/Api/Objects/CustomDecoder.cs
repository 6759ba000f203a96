using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema;
using Fairway.Schema.Custom;
using Fairway.Schema.Decoding;
using Fairway.Schema.Defaults;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Objects;

/// <summary>Brings custom resources into the form in which they are worked on: pruned and defaulted.</summary>
internal static class CustomDecoder
{
    private const string AnyKind = "io.k8s.api.core.v1.ConfigMap";
    private static readonly Lazy<SchemaNode> MetadataOnly = new(MakeMetadataOnly);

    /// <summary>Checks that a body is of the kind and version of its path.</summary>
    /// <param name="call">The call.</param>
    /// <param name="obj">The body.</param>
    /// <exception cref="ApiFailure">400 or 422 where it is not.</exception>
    public static void CheckIdentity(ResourceCall call, JsonObject obj)
    {
        var resource = call.Resource;
        var (kind, apiVersion) = (ObjectMeta.Text(obj, "kind"), ObjectMeta.Text(obj, "apiVersion"));
        if (kind.Length == 0 || apiVersion.Length == 0)
        {
            var what = kind.Length == 0 ? "Kind" : "apiVersion";
            var text = Encoding.UTF8.GetString(call.Request.Body.Span);
            throw BodyText.Unrecognized(call.Request, resource.Kind, $"Object '{what}' is missing in '{text}'");
        }

        if (apiVersion != resource.ApiVersion)
        {
            WarnOfUnknownVersion(call, obj, apiVersion);
            throw ApiFailure.BadRequest(
                $"the API version in the data ({apiVersion}) does not match the expected API version "
                + $"({resource.ApiVersion})");
        }

        if (kind != resource.Kind)
        {
            throw ApiFailure.Invalid(
                resource.Group,
                kind,
                obj["metadata"] is JsonObject metadata ? ObjectMeta.Text(metadata, "name") : "",
                [FieldError.Invalid("kind", kind, $"must be {resource.Kind}")]);
        }
    }

    /// <summary>
    /// Makes the object fit a schema: unknown places go, null goes where it is no value, defaults come. Returns the
    /// paths of what was unknown.
    /// </summary>
    /// <exception cref="SchemaMismatchException">The metadata are not those of an object.</exception>
    public static ImmutableArray<string> Fit(JsonObject obj, SchemaNode schema)
    {
        var metadata = new JsonObject { ["metadata"] = obj["metadata"]?.DeepClone() };
        var unknown = SchemaDecoder.Decode(metadata, MetadataOnly.Value).UnknownFields;
        obj["metadata"] = metadata["metadata"]?.DeepClone() ?? new JsonObject();
        unknown = unknown.AddRange(CustomPruner.Prune(obj, schema));
        SchemaDefaulter.Apply(obj, schema);
        return unknown;
    }

    /// <summary>
    /// A copy in the version that is stored: only its name changes, and what that version lacks goes.
    /// </summary>
    public static JsonObject ToStored(JsonObject obj, CustomKind custom)
    {
        var copy = (JsonObject)obj.DeepClone();
        copy["apiVersion"] = custom.StoredVersion;
        CustomPruner.Prune(copy, custom.StoredSchema);
        SchemaDefaulter.Apply(copy, custom.StoredSchema);
        return copy;
    }

    /// <summary>
    /// The object as a resource shows it, in place: with the defaults of the version that is stored, and without what
    /// its own version lacks.
    /// </summary>
    public static JsonObject FromStored(JsonObject obj, ResourceType resource)
    {
        SchemaDefaulter.Apply(obj, resource.Custom!.StoredSchema);
        obj["apiVersion"] = resource.ApiVersion;
        CustomPruner.Prune(obj, resource.Schema!);
        return obj;
    }

    /// <summary>Whether a resource shows objects that are stored in another version.</summary>
    public static bool IsStoredOtherwise(ResourceType resource) =>
        resource.Custom is { } custom && custom.StoredVersion != resource.ApiVersion;

    private static void WarnOfUnknownVersion(ResourceCall call, JsonObject obj, string apiVersion)
    {
        if (call.Resource.Custom!.Versions.ContainsKey(apiVersion))
        {
            return;
        }

        foreach (var name in obj.Select(pair => pair.Key).Where(k => k is not ("kind" or "apiVersion" or "metadata")))
        {
            call.Warn($"unknown field \"{name}\"");
        }
    }

    private static SchemaNode MakeMetadataOnly()
    {
        var place = BuiltInSchemas.Find(AnyKind)!.Properties["metadata"];
        var places = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(
            [KeyValuePair.Create("metadata", place)], StringComparer.Ordinal);
        return new SchemaNode { Type = SchemaType.Object, PropertiesFactory = () => places };
    }
}
