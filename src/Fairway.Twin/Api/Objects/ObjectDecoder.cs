using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Decoding;
using Fairway.Schema.Defaults;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Objects;

/// <summary>Brings bodies into the form in which objects are worked on: of the right kind, pruned, typed and
/// defaulted.</summary>
internal static class ObjectDecoder
{
    // Where the reference server keeps its types; part of a message that tools look for.
    private const string Scheme = "pkg/api/legacyscheme/scheme.go:30";

    /// <exception cref="ApiFailure">The body is not such an object.</exception>
    public static JsonObject Decode(ResourceCall call, FieldValidation validation)
    {
        var resource = call.Resource;
        var (obj, duplicates) = BodyText.Read(call.Request, resource.Kind);
        if (resource.Custom is not null)
        {
            return DecodeCustom(call, obj, new Reading(validation, duplicates));
        }

        var kind = ObjectMeta.Text(obj, "kind") is { Length: > 0 } given ? given : resource.Kind;
        var apiVersion = ObjectMeta.Text(obj, "apiVersion") is { Length: > 0 } stated ? stated : resource.ApiVersion;
        if (apiVersion.Count(c => c == '/') > 1)
        {
            throw BodyText.Unrecognized(call.Request, resource.Kind, $"unexpected GroupVersion string: {apiVersion}");
        }

        var version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        ApiFailure Misfit(string problem) =>
            ApiFailure.BadRequest(DecodeMessages.CannotBeHandled(kind, version, resource.Kind, problem));
        if (kind != resource.Kind || apiVersion != resource.ApiVersion)
        {
            throw Misfit(NotRegistered(call, obj, kind, apiVersion));
        }

        Fit(call, obj, new Reading(validation, duplicates), Misfit);
        return obj;
    }

    /// <summary>The same for what a patch has made of a live object; changes it in place.</summary>
    /// <param name="call">The request.</param>
    /// <param name="patched">What has become of the object.</param>
    /// <param name="validation">What becomes of fields that the kind does not have.</param>
    /// <param name="source">What refusals show.</param>
    /// <exception cref="ApiFailure">The result does not fit the kind any more.</exception>
    public static JsonObject DecodePatched(
        ResourceCall call, JsonObject patched, FieldValidation validation, PatchSource source)
    {
        var (kind, apiVersion) = (ObjectMeta.Text(patched, "kind"), ObjectMeta.Text(patched, "apiVersion"));
        if (call.Resource.Custom is null && (kind != call.Resource.Kind || apiVersion != call.Resource.ApiVersion))
        {
            throw source.Misfit(NotRegistered(call, patched, kind, apiVersion));
        }

        if (call.Resource.Custom is not null)
        {
            CustomDecoder.CheckIdentity(call, patched);
        }

        Fit(call, patched, new Reading(validation, []), source.Misfit);
        return patched;
    }

    /// <summary>The same where a patch has changed nothing but the status, which stands alone; nothing else is looked
    /// at.</summary>
    /// <exception cref="ApiFailure">The status does not fit the kind any more.</exception>
    public static JsonObject DecodeStatus(
        ResourceCall call, JsonObject patched, FieldValidation validation, PatchSource source)
    {
        const string Status = "status";
        var schema = call.Resource.Schema!;
        try
        {
            var unknown = SchemaDecoder.DecodeMember(patched, schema, Status).UnknownFields;
            SchemaDefaulter.ApplyBeneath(patched, schema, Status);
            Report(call, new Reading(validation, []), DecodeMessages.Problems([], unknown), source.Misfit);
            return patched;
        }
        catch (SchemaMismatchException problem)
        {
            throw source.Misfit(problem.Message);
        }
    }

    private static JsonObject DecodeCustom(ResourceCall call, JsonObject obj, Reading reading)
    {
        CustomDecoder.CheckIdentity(call, obj);
        var version = call.Resource.Version;
        Fit(call, obj, reading, problem => ApiFailure.BadRequest(
            DecodeMessages.CannotBeHandled(call.Resource.Kind, version, call.Resource.Kind, problem)));
        return obj;
    }

    private static void Fit(ResourceCall call, JsonObject obj, Reading reading, Func<string, ApiFailure> misfit)
    {
        var resource = call.Resource;
        obj["kind"] = resource.Kind;
        obj["apiVersion"] = resource.ApiVersion;
        var disowns = (obj["metadata"] as JsonObject)?["managedFields"] is JsonArray { Count: 0 };
        try
        {
            var unknown = resource.Custom is null
                ? ObjectPreparation.DecodeAndDefault(resource, obj).UnknownFields
                : CustomDecoder.Fit(obj, resource.Schema!);
            Report(call, reading, DecodeMessages.Problems(reading.Duplicates, unknown), misfit);
        }
        catch (SchemaMismatchException problem)
        {
            throw misfit(problem.Message);
        }

        if (disowns)
        {
            // An empty list is as good as none to the schema, but it means something: all ownership is to be forgotten.
            ObjectMeta.Of(obj)["managedFields"] = new JsonArray();
        }

        call.Rules.Complete(obj);
    }

    private static void Report(
        ResourceCall call, Reading reading, ImmutableArray<string> problems, Func<string, ApiFailure> misfit)
    {
        if (problems.IsEmpty || reading.Validation == FieldValidation.Ignore)
        {
            return;
        }

        if (reading.Validation == FieldValidation.Strict)
        {
            throw misfit(DecodeMessages.Strict(problems));
        }

        // A patch that is tried again says it again.
        call.Warnings.RemoveAll(problems.Contains);
        call.Warnings.AddRange(problems);
    }

    /// <summary>
    /// A body of another kind: the reference server first reads it as what it says it is, so that a fault in there is
    /// what it tells.
    /// </summary>
    private static string NotRegistered(ResourceCall call, JsonObject obj, string kind, string apiVersion)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var (group, version) = slash < 0 ? ("", apiVersion) : (apiVersion[..slash], apiVersion[(slash + 1)..]);
        if (ResourceTable.BuiltIn.ByKind(group, version, kind) is { Schema: { } schema })
        {
            try
            {
                SchemaDecoder.Decode((JsonObject)obj.DeepClone(), schema);
            }
            catch (SchemaMismatchException problem)
            {
                return problem.Message;
            }

            return $"the object is a {apiVersion} {kind}, and the path takes {call.Resource.ApiVersion} "
                + $"{call.Resource.Kind}";
        }

        return $"no kind \"{kind}\" is registered for version \"{apiVersion}\" in scheme \"{Scheme}\"";
    }

    private readonly record struct Reading(FieldValidation Validation, ImmutableArray<string> Duplicates);
}
