using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Schema.Protobuf;
using Fairway.Schema.Yaml;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Requests;

/// <summary>Options of a deletion: from the body, else from the query.</summary>
/// <param name="Propagation">Orphan, Background or Foreground; null for the default of the kind.</param>
/// <param name="Uid">The uid that the object must have; null for any.</param>
/// <param name="Revision">The resourceVersion that the object must have; null for any.</param>
internal sealed record DeleteOptions(
    bool DryRun, long? GraceSeconds, string? Propagation, string? Uid, string? Revision)
{
    private const string Scheme = "k8s.io/apimachinery/pkg/apis/meta/internalversion/scheme/register.go:27";

    /// <exception cref="ApiFailure">400 where they cannot be read, 422 where they contradict each other.</exception>
    public static DeleteOptions Read(KubeRequest request) => Read(ReadBody(request), request);

    private static DeleteOptions Read(JsonObject? body, KubeRequest request)
    {
        var errors = new List<FieldError>();
        var dryRun = DryRunOption.Read(DryRunValues(request, body), errors);
        var orphan = Flag(body, "orphanDependents")
            ?? (request.QueryValue("orphanDependents") is { Length: > 0 } ? QueryBool.Read(request, "orphanDependents")
                : null);
        var policy = body?["propagationPolicy"]?.GetValue<string>() ?? request.QueryValue("propagationPolicy");
        CheckPropagation(policy, orphan, errors);
        if (errors.Count > 0)
        {
            throw ApiFailure.Invalid("meta.k8s.io", "DeleteOptions", "", errors);
        }

        var grace = body is not null && body.ContainsKey("gracePeriodSeconds")
            ? body["gracePeriodSeconds"]?.GetValue<long>()
            : QueryBool.Number(request, "gracePeriodSeconds");
        var conditions = body?["preconditions"] as JsonObject;
        return new DeleteOptions(
            dryRun,
            grace,
            string.IsNullOrEmpty(policy) ? orphan == true ? "Orphan" : null : policy,
            conditions?["uid"]?.GetValue<string>(),
            conditions?["resourceVersion"]?.GetValue<string>());
    }

    /// <summary>Those of a body that is read already: an Eviction's.</summary>
    /// <exception cref="ApiFailure">422 where they contradict each other.</exception>
    public static DeleteOptions From(JsonObject body) => Read(body, new KubeRequest { Method = "POST", Path = "" });

    private static JsonObject? ReadBody(KubeRequest request)
    {
        if (request.Body.IsEmpty)
        {
            return null;
        }

        var body = Parse(request);
        var (kind, apiVersion) = (ObjectMeta.Text(body, "kind"), ObjectMeta.Text(body, "apiVersion"));
        if (kind is not ("" or "DeleteOptions"))
        {
            throw ApiFailure.BadRequest(
                $"no kind \"{kind}\" is registered for version \"{apiVersion}\" in scheme \"{Scheme}\"");
        }

        return TypedBody.Fit(body, "DeleteOptions", "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions");
    }

    private static JsonObject Parse(KubeRequest request)
    {
        try
        {
            return MediaTypes.Bare(request.ContentType) switch
            {
                MediaTypes.Yaml => YamlReader.ReadObject(request.Body.Span),
                ProtobufReader.MediaType => ProtobufReader.Read(request.Body.Span),
                _ => JsonReader.Read(request.Body.Span).Node as JsonObject
                    ?? throw ApiFailure.BadRequest(
                        "couldn't get version/kind; json parse error: the body is not a JSON object"),
            };
        }
        catch (ProtobufFormatException fault)
        {
            throw ApiFailure.BadRequest(fault.Message);
        }
        catch (JsonFormatException fault)
        {
            throw ApiFailure.BadRequest($"couldn't get version/kind; json parse error: {fault.Message}");
        }
        catch (YamlFormatException fault)
        {
            throw ApiFailure.BadRequest(fault.Message);
        }
    }

    private static IEnumerable<string> DryRunValues(KubeRequest request, JsonObject? body) =>
        body?["dryRun"] is JsonArray list
        ? list.Select(v => v?.GetValue<string>() ?? "")
        : request.Query.Where(q => q.Key == "dryRun").Select(q => q.Value);

    private static bool? Flag(JsonObject? body, string name) => body?[name]?.GetValue<bool>();

    private static void CheckPropagation(string? policy, bool? orphan, List<FieldError> errors)
    {
        const string Field = "propagationPolicy";
        if (string.IsNullOrEmpty(policy))
        {
            return;
        }

        if (orphan is not null)
        {
            errors.Add(
                FieldError.Invalid(Field, policy, "orphanDependents and deletionPropagation cannot be both set"));
        }
        else if (policy is not ("Foreground" or "Background" or "Orphan"))
        {
            errors.Add(FieldError.Unsupported(Field, $"\"{policy}\"", "Foreground", "Background", "Orphan", "nil"));
        }
    }
}
