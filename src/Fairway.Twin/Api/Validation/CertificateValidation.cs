using System.Text.Json.Nodes;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Requests of certificates: what they ask for, and which of their conditions may change how.</summary>
internal static class CertificateValidation
{
    private const long FewestSeconds = 600;
    private const string LegacySigner = "kubernetes.io/legacy-unknown";
    private const int LongestDomain = 253;
    private const int LongestSigner = 571;
    private static readonly string[] Decisions = ["Approved", "Denied"];
    private static readonly string[] Lasting = ["Approved", "Denied", "Failed"];

    private static readonly string[] Usages =
    [
        "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment",
        "decipher only", "digital signature", "email protection", "encipher only", "ipsec end system", "ipsec tunnel",
        "ipsec user", "key agreement", "key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime",
        "server auth", "signing", "timestamping",
    ];

    /// <summary>Checks what every request must be.</summary>
    public static void Check(JsonObject obj, JsonObject? live, List<FieldError> errors)
    {
        var spec = new Field("spec", obj["spec"], errors);
        CheckRequest(spec["request"]);
        CheckUsages(spec["usages"]);
        CheckSigner(spec["signerName"], live);
        if (spec.NumberOf("expirationSeconds") < FewestSeconds)
        {
            spec["expirationSeconds"].Invalid("may not specify a duration less than 600 seconds (10 minutes)");
        }

        CheckConditions(new Field("status", obj["status"], errors)["conditions"], live);
        var (certificate, before) = (Certificate(obj), Certificate(live));
        if (certificate != before && certificate.Length > 0 && CertificatePem.Problem(certificate) is { } problem)
        {
            new Field("status", obj["status"], errors)["certificate"].Invalid("<certificate data>", problem);
        }
    }

    /// <summary>Checks what a change may do to conditions and certificate.</summary>
    public static void CheckChange(
        JsonObject obj, JsonObject live, (bool Approves, bool Issues) may, List<FieldError> errors)
    {
        var status = new Field("status", obj["status"], errors);
        foreach (var type in Lasting)
        {
            if (Conditions(obj, type).Count < Conditions(live, type).Count)
            {
                status["conditions"].Forbidden($"updates may not remove a condition of type \"{type}\"");
            }
        }

        if (!may.Approves)
        {
            KeepDecisions(status, obj, live);
        }

        if (Certificate(obj) == Certificate(live))
        {
            return;
        }

        if (!may.Issues)
        {
            status["certificate"].Forbidden("updates may not set certificate content");
        }
        else if (Certificate(live).Length > 0)
        {
            status["certificate"].Forbidden("updates may not modify existing certificate content");
        }
    }

    private static void KeepDecisions(Field status, JsonObject obj, JsonObject live)
    {
        foreach (var type in Decisions)
        {
            var (now, before) = (Conditions(obj, type), Conditions(live, type));
            if (now.Count > before.Count)
            {
                status["conditions"].Forbidden($"updates may not add a condition of type \"{type}\"");
            }
            else if (now.Count == before.Count && !now.Zip(before, JsonNode.DeepEquals).All(same => same))
            {
                status["conditions"].Forbidden($"updates may not modify a condition of type \"{type}\"\n");
            }
        }
    }

    private static void CheckRequest(Field request)
    {
        if (CertificatePem.Read(request.Text, out var problem) is null)
        {
            request.Invalid(request.Value is null ? JsonValue.Create("") : request.Value, problem);
        }
    }

    private static void CheckUsages(Field usages)
    {
        if (usages.Count == 0)
        {
            usages.Required();
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var usage in usages.Items())
        {
            if (!Usages.Contains(usage.Text))
            {
                usage.Unsupported(usage.Text, Usages);
            }
        }

        foreach (var usage in usages.Items().Where(u => !seen.Add(u.Text)))
        {
            usage.Duplicate(usage.Text);
        }
    }

    private static void CheckSigner(Field signer, JsonObject? live)
    {
        if (signer.Text == LegacySigner)
        {
            if (live is null)
            {
                signer.Invalid("the legacy signerName is not allowed via this API version");
            }

            return;
        }

        if (signer.Text.Length == 0)
        {
            signer.Required();
        }
        else if (signer.Text.Split('/') is not [var domain, var path])
        {
            signer.Invalid("must be a fully qualified domain and path of the form 'example.com/signer-name'");
        }
        else
        {
            CheckParts(signer, domain, path);
        }
    }

    private static void CheckParts(Field signer, string domain, string path)
    {
        if (domain.Length > LongestDomain)
        {
            signer.TooLong(LongestDomain);
        }

        var labels = domain.Split('.');
        CheckLabels(signer, domain, labels, NameRules.Label);
        if (labels.Length < 2)
        {
            signer.Invalid(domain, "should be a domain with at least two segments separated by dots");
        }

        CheckLabels(signer, path, path.Split('.'), NameRules.Subdomain);
        if (signer.Text.Length > LongestSigner)
        {
            signer.TooLong(LongestSigner);
        }
    }

    private static void CheckLabels(Field signer, string shown, string[] labels, Func<string, string?> rule)
    {
        if (labels.FirstOrDefault(l => rule(l) is not null) is { } label)
        {
            signer.Invalid(shown, $"validating label {GoText.Quoted(label)}: {rule(label)}");
        }
    }

    private static void CheckConditions(Field conditions, JsonObject? live)
    {
        var mayBeBoth = Decisions.All(d => live is not null && Conditions(live, d).Count > 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var condition in conditions.Items())
        {
            var type = condition.TextOf("type");
            if (type.Length == 0)
            {
                condition["type"].Required();
            }

            var status = condition["status"];
            if (status.Text.Length == 0)
            {
                status.Required();
            }
            else
            {
                status.OneOf(Lasting.Contains(type) ? ["True"] : ["False", "True", "Unknown"]);
            }

            if (!mayBeBoth && Decisions.Contains(type) && seen.Contains(type == "Denied" ? "Approved" : "Denied"))
            {
                condition["type"].Invalid(type, "Approved and Denied conditions are mutually exclusive");
            }

            if (!seen.Add(type))
            {
                condition["type"].Duplicate(type);
            }
        }
    }

    private static List<JsonNode> Conditions(JsonObject obj, string type) =>
        [.. (obj["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(c => ObjectMeta.Text(c, "type") == type)];

    private static string Certificate(JsonObject? obj) =>
        obj?["status"] is JsonObject status ? ObjectMeta.Text(status, "certificate") : "";
}
