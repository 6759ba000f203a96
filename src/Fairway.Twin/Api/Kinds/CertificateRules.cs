using System.Text.Json.Nodes;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>
/// Requests of certificates: what is asked for and by whom never changes, who approves does not issue, and who issues
/// does not approve.
/// </summary>
internal sealed class CertificateRules : KindRules
{
    public override string? CheckName(string name) => null;

    public override void SetRequester(JsonObject obj, ApiUser user)
    {
        if (obj["spec"] is JsonObject spec)
        {
            foreach (var field in (ReadOnlySpan<string>)["username", "uid", "groups", "extra"])
            {
                spec.Remove(field);
            }

            ReviewedUser.Write(spec, user);
        }
    }

    public override void PrepareForCreate(JsonObject obj, KindContext context) => obj["status"] = new JsonObject();

    public override void PrepareForUpdate(JsonObject updated, JsonObject live, KindContext context) =>
        ObjectMeta.Keep(updated, live, "spec");

    public override void PrepareForStatusUpdate(JsonObject updated, JsonObject live, KindContext context) =>
        SetTimes(updated, live, context.Time.GetUtcNow());

    public override void PrepareForApproval(JsonObject updated, JsonObject live, KindContext context)
    {
        var conditions = updated["status"]?["conditions"]?.DeepClone();
        var status = (JsonObject?)live["status"]?.DeepClone() ?? [];
        ObjectMeta.Set(status, "conditions", conditions);
        updated["status"] = status;
        SetTimes(updated, live, context.Time.GetUtcNow());
    }

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        CertificateValidation.Check(obj, null, errors);

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        Check(updated, live, (false, false), errors);

    public override void ValidateStatusUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        Check(updated, live, (false, true), errors);

    public override void ValidateApproval(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        Check(updated, live, (true, false), errors);

    private static void Check(
        JsonObject updated, JsonObject live, (bool Approves, bool Issues) may, List<FieldError> errors)
    {
        CertificateValidation.Check(updated, live, errors);
        CertificateValidation.CheckChange(updated, live, may, errors);
    }

    private static void SetTimes(JsonObject updated, JsonObject live, DateTimeOffset now)
    {
        var before = Conditions(live).ToArray();
        foreach (var condition in Conditions(updated))
        {
            if (!ObjectMeta.Has(condition, "lastUpdateTime"))
            {
                condition["lastUpdateTime"] = ObjectMeta.Time(now);
            }

            if (!ObjectMeta.Has(condition, "lastTransitionTime"))
            {
                var same = before.FirstOrDefault(c => Same(c, condition, "type") && Same(c, condition, "status"));
                condition["lastTransitionTime"] =
                    same?["lastTransitionTime"]?.DeepClone() ?? ObjectMeta.Time(now);
            }
        }
    }

    private static bool Same(JsonObject a, JsonObject b, string field) =>
        ObjectMeta.Text(a, field) == ObjectMeta.Text(b, field);

    private static IEnumerable<JsonObject> Conditions(JsonObject obj) =>
        (obj["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>();
}
