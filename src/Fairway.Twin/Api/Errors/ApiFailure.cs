using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Errors;

/// <summary>
/// A request that is refused. The core throws it and turns it into a <c>Status</c> at its edge; texts are those of the
/// reference server, as clients match on some of them.
/// </summary>
internal sealed class ApiFailure : Exception
{
    public ApiFailure(int code, string? reason, string message, JsonObject? details = null)
        : base(message)
    {
        Code = code;
        Reason = reason;
        Details = details;
    }

    public int Code { get; }

    public string? Reason { get; }

    public JsonObject? Details { get; }

    public int? RetryAfterSeconds { get; init; }

    /// <summary>metadata.continue of the Status: where an expired list may go on.</summary>
    public string? Continue { get; init; }

    /// <summary>What was warned of before the request was refused.</summary>
    public IReadOnlyList<string> Warnings { get; set; } = [];

    /// <summary>A body that is no Status, for the few paths that the reference server answers in plain text.</summary>
    public string? PlainText { get; init; }

    public static ApiFailure BadRequest(string message) => new(400, "BadRequest", message);

    /// <summary>A fault that is not the caller's.</summary>
    public static ApiFailure Internal(string why) => new(
        500,
        "InternalError",
        $"Internal error occurred: {why}",
        new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = why }) });

    public static ApiFailure NotFound(ResourceType resource, string name) =>
        new(404, "NotFound", $"{resource.QualifiedName} \"{name}\" not found", Named(resource, name));

    public static ApiFailure NoSuchResource() =>
        new(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiFailure NoSuchPath() =>
        new(404, "NotFound", "404 page not found") { PlainText = "404 page not found\n" };

    public static ApiFailure MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static ApiFailure AlreadyExists(ResourceType resource, string name) =>
        new(409, "AlreadyExists", $"{resource.QualifiedName} \"{name}\" already exists", Named(resource, name));

    public static ApiFailure Modified(ResourceType resource, string name) => Conflict(
        resource.QualifiedName,
        Named(resource, name),
        name,
        "the object has been modified; please apply your changes to the latest version and try again");

    public static ApiFailure Conflict(string what, JsonObject details, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {what} \"{name}\": {why}", details);

    /// <summary>A precondition of a deletion failed; the kind is named here, not the resource.</summary>
    public static ApiFailure Precondition(ResourceType resource, string name, string why)
    {
        var details = new JsonObject { ["name"] = name };
        if (resource.Group.Length > 0)
        {
            details["group"] = resource.Group;
        }

        details["kind"] = resource.Kind;
        var what = resource.Group.Length == 0 ? resource.Kind : $"{resource.Kind}.{resource.Group}";
        return Conflict(what, details, name, why);
    }

    public static ApiFailure Invalid(string group, string kind, string name, IReadOnlyList<FieldError> errors)
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (group.Length > 0)
        {
            details["group"] = group;
        }

        if (kind.Length > 0)
        {
            details["kind"] = kind;
        }

        details["causes"] = new JsonArray([.. errors.Select(e => (JsonNode)new JsonObject
        {
            ["reason"] = e.Reason,
            ["message"] = e.Message,
            ["field"] = e.Field,
        })]);
        var all = errors.Select(e => e.ToString()).Distinct().ToArray();
        var text = all.Length == 1 ? all[0] : $"[{string.Join(", ", all)}]";
        var what = group.Length == 0 ? kind : $"{kind}.{group}";
        return new(422, "Invalid", $"{what} \"{name}\" is invalid: {text}", details);
    }

    public static ApiFailure InvalidPatch() =>
        new(422, "Invalid", "the server rejected our request due to an error in our request", []);

    public static ApiFailure UnsupportedPatchType() =>
        new(415, "UnsupportedMediaType", "415: Unsupported Media Type", []);

    /// <summary>A strategic merge of a custom resource, whose schema says nothing of such merges.</summary>
    public static ApiFailure UnsupportedCustomPatch() => new(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
        + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");

    public static ApiFailure UnsupportedBody() => new(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
        + "application/json, application/yaml, application/vnd.kubernetes.protobuf");

    public static ApiFailure TooLargeRevision(long asked, long current)
    {
        var text =
            string.Create(CultureInfo.InvariantCulture, $"Too large resource version: {asked}, current: {current}");
        var cause =
            new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" };
        return new(504, "Timeout", $"Timeout: {text}", new JsonObject
        {
            ["causes"] = new JsonArray(cause),
            ["retryAfterSeconds"] = 1,
        })
        {
            RetryAfterSeconds = 1,
        };
    }

    public static ApiFailure Expired(string message) => new(410, "Expired", message);

    /// <summary>The store cannot take writes now (a full disk, say); nothing was written.</summary>
    public static ApiFailure StoreUnavailable(string why) =>
        new(503, "ServiceUnavailable", why) { RetryAfterSeconds = 1 };

    public static JsonObject Named(ResourceType resource, string name)
    {
        var details = new JsonObject { ["name"] = name };
        if (resource.Group.Length > 0)
        {
            details["group"] = resource.Group;
        }

        details["kind"] = resource.Plural;
        return details;
    }
}
