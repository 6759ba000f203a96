using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Errors;

/// <summary>Builds the <c>Status</c> objects that answer refusals and deletions.</summary>
internal static class StatusObject
{
    public static KubeResponse From(ApiFailure failure, Representation representation)
    {
        if (failure.PlainText is { } text)
        {
            return new KubeResponse
            {
                Status = failure.Code,
                ContentType = "text/plain; charset=utf-8",
                Body = new(Encoding.UTF8.GetBytes(text)),
            };
        }

        return new KubeResponse
        {
            Status = failure.Code,
            ContentType = representation.ContentType,
            Body = new(BodyWriter.Write(representation.Format, Json(failure))),
            RetryAfterSeconds = failure.RetryAfterSeconds,
            Warnings = failure.Warnings,
        };
    }

    public static JsonObject Json(ApiFailure failure)
    {
        var metadata = new JsonObject();
        if (failure.Continue is not null)
        {
            metadata["continue"] = failure.Continue;
        }

        var status = Start(metadata, "Failure");
        status["message"] = failure.Message;
        if (failure.Reason is not null)
        {
            status["reason"] = failure.Reason;
        }

        if (failure.Details is not null)
        {
            status["details"] = failure.Details.DeepClone();
        }

        status["code"] = failure.Code;
        return status;
    }

    /// <summary>Success, with details (a deletion) or a code (a subresource that answers nothing else).</summary>
    public static JsonObject Success(JsonObject? details = null, int? code = null)
    {
        var status = Start([], "Success");
        if (details is not null)
        {
            status["details"] = details;
        }

        if (code is not null)
        {
            status["code"] = code;
        }

        return status;
    }

    private static JsonObject Start(JsonObject metadata, string outcome) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = metadata,
        ["status"] = outcome,
    };
}
