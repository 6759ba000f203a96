using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Webhooks;

/// <summary>What is told of an answer whose status is no success. Source of the texts:
/// apimachinery/pkg/api/errors.</summary>
internal static class RefusedAnswer
{
    // The reference server shows so much of a body that is no Status.
    private const int Shown = 2048;

    public static string Message(WebhookAnswer answer)
    {
        var text = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, Shown)]).Trim();
        if (StatusMessage(answer.Body) is { Length: > 0 } stated)
        {
            return stated;
        }

        return answer.Status switch
        {
            400 => "the server rejected our request for an unknown reason",
            401 => "the server has asked for the client to provide credentials",
            403 => text.Length > 0 ? text : "unknown",
            404 => "the server could not find the requested resource",
            405 => "the server does not allow this method on the requested resource",
            406 => text.Length > 0
                ? text
                : "the server was unable to respond with a content type that the client supports",
            409 => "the server reported a conflict",
            415 => text.Length > 0 ? text : "the body of the request was in an unknown format",
            422 => "the server rejected our request due to an error in our request",
            429 => "the server has received too many requests and has asked us to try again later",
            503 => "the server is currently unable to handle the request",
            504 => "the server was unable to return a response in the time allotted, but may still be processing the "
                + "request",
            >= 500 => $"an error on the server ({FieldText(text)}) has prevented the request from succeeding",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"the server responded with the status code {answer.Status} but did not return more information"),
        };
    }

    private static string FieldText(string text) =>
        Encoding.UTF8.GetString(JsonText.Write(JsonValue.Create(text.Length > 0 ? text : "unknown")));

    private static string? StatusMessage(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonReader.Read(body.Span).Node is JsonObject status && ObjectMeta.Text(status, "kind") == "Status"
                ? ObjectMeta.Text(status, "message")
                : null;
        }
        catch (JsonFormatException)
        {
            return null;
        }
    }
}
