using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Access.Tokens;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Verbs;

/// <summary>The subresource <c>token</c> of service accounts: signs a token for one.</summary>
internal sealed class TokenRequesting(ApiContext context)
{
    private const long UsualSeconds = 3600;
    private const long FewestSeconds = 600;
    private const long MostSeconds = 1L << 32;

    // What kubelets ask for when pods do not say how long: such tokens live on for a year, so that old clients that
    // never read theirs again go on working.
    private const long KubeletSeconds = 3607;
    private const long YearSeconds = 365 * 24 * 3600;

    private static readonly ResourceType Row = new()
    {
        Group = "authentication.k8s.io",
        Version = "v1",
        Kind = "TokenRequest",
        Plural = "serviceaccounts",
        Singular = "serviceaccount",
        Namespaced = true,
        Verbs = ["create"],
        Subresources = [],
        Schema = BuiltInSchemas.Find("io.k8s.api.authentication.v1.TokenRequest"),
    };

    public async Task<KubeResponse> PostAsync(ResourceCall call, CancellationToken cancel)
    {
        var options = WriteOptions.Read(call.Request, "CreateOptions");
        var asked = call with { Path = call.Path with { Resource = Row } };
        var request = ObjectDecoder.Decode(asked, options.Validation);
        var spec = Spec(request);
        Ownership.Track(asked, null, request, options);
        CheckIdentity(call, request);
        var account = Account(call);
        if (spec["audiences"] is not JsonArray { Count: > 0 })
        {
            spec["audiences"] = new JsonArray(context.AccessOptions.Issuer);
        }

        Identify(request, account);
        Validate(spec);
        request = await context.Admission.ReviewPartAsync(call, request, options, cancel);
        spec = (JsonObject)request["spec"]!;
        request["status"] = Status(call, account, spec);
        return Answers.Object(asked, 201, request);
    }

    private static JsonObject Spec(JsonObject request)
    {
        if (request["spec"] is not JsonObject spec)
        {
            spec = [];
            request["spec"] = spec;
        }

        spec["expirationSeconds"] ??= UsualSeconds;
        spec.TryAdd("boundObjectRef", null);
        return spec;
    }

    private static void CheckIdentity(ResourceCall call, JsonObject request)
    {
        var metadata = ObjectMeta.Of(request);
        Check("name", call.Path.Name!);
        Check("namespace", call.Path.Namespace!);

        void Check(string field, string wanted)
        {
            var given = ObjectMeta.Text(metadata, field);
            if (given.Length > 0 && given != wanted)
            {
                var error = FieldError.Invalid(
                    $"metadata.{field}", given, $"must match the service account {field} if specified");
                throw ApiFailure.Invalid(Row.Group, Row.Kind, call.Path.Name!, [error]);
            }
        }
    }

    private StoredObject Account(ResourceCall call) =>
        context.Store.Find(call.Resource.StorageName, call.Key)
        ?? throw ApiFailure.NotFound(call.Resource, call.Key.Name);

    private void Identify(JsonObject request, StoredObject account)
    {
        var metadata = ObjectMeta.Of(request);
        metadata["name"] = account.Key.Name;
        metadata["namespace"] = account.Key.Namespace;
        metadata["uid"] = account.Uid;
        metadata["creationTimestamp"] = ObjectMeta.Time(context.Time.GetUtcNow());
        request.Remove("status");
    }

    private static void Validate(JsonObject spec)
    {
        var seconds = spec["expirationSeconds"]!.GetValue<long>();
        var problem = seconds switch
        {
            < FewestSeconds => "may not specify a duration less than 10 minutes",
            > MostSeconds => "may not specify a duration larger than 2^32 seconds",
            _ => null,
        };
        if (problem is not null)
        {
            throw ApiFailure.Invalid(
                Row.Group, Row.Kind, "", [FieldError.Invalid("spec.expirationSeconds", seconds, problem)]);
        }
    }

    private JsonObject Status(ResourceCall call, StoredObject account, JsonObject spec)
    {
        var audiences = Access.ReviewedUser.Texts(spec["audiences"]);
        var seconds = spec["expirationSeconds"]!.GetValue<long>();
        var claims = new TokenBinding(context.Store, context.Table, call).Bind(
            new TokenClaims(account.Key.Namespace!, new TokenReference(account.Key.Name, account.Uid))
            {
                Audiences = audiences,
            },
            spec["boundObjectRef"] as JsonObject);
        var lives = seconds;
        var now = context.Time.GetUtcNow();
        if (seconds == KubeletSeconds && claims.Pod is not null && audiences.Contains(context.AccessOptions.Issuer))
        {
            lives = YearSeconds;
            claims = claims with { WarnAfter = now.ToUnixTimeSeconds() + seconds };
        }

        return new JsonObject
        {
            ["token"] = context.ServiceAccountTokens.Sign(claims, context.Ids.Uid(), lives),
            ["expirationTimestamp"] = ObjectMeta.Time(now.AddSeconds(seconds)),
        };
    }
}
