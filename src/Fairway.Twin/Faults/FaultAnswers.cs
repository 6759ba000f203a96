using System.Globalization;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Faults;

/// <summary>What a caller gets where a call or a watch goes wrong.</summary>
internal static class FaultAnswers
{
    private const string Why = "a fault of the plan";

    /// <summary>A 410 as a watch carries it.</summary>
    public static WatchFrame Expired { get; } = new(
        WatchEventType.Error,
        JsonText.Write(StatusObject.Json(ApiFailure.Expired($"too old resource version: {Why}"))));

    public static KubeApiException Lost(string cluster) =>
        new(0, "Unreachable", $"{cluster} was not reached: {Why}");

    public static KubeResponse Refused(KubeRequest request, FaultRule rule)
    {
        var status = rule.Do == FaultEffect.TimeOut ? 504 : rule.Status ?? 500;
        var retry = rule.RetryAfter is { } after ? (int?)Math.Ceiling(after.TotalSeconds) : null;
        var failure = new ApiFailure(status, ReasonOf(status), MessageOf(status)) { RetryAfterSeconds = retry };
        return StatusObject.From(failure, Representation.OfRefusal(request.Accept));
    }

    private static string ReasonOf(int status) => status switch
    {
        403 => "Forbidden",
        404 => "NotFound",
        409 => "Conflict",
        410 => "Expired",
        429 => "TooManyRequests",
        500 => "InternalError",
        503 => "ServiceUnavailable",
        504 => "Timeout",
        _ => "Unknown",
    };

    private static string MessageOf(int status) => status switch
    {
        409 => $"Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest "
            + $"version and try again ({Why})",
        429 => $"Too many requests, please try again later ({Why}).",
        500 => $"Internal error occurred: {Why}",
        503 => $"the server is currently unable to handle the request ({Why})",
        504 => $"Timeout: request did not complete within the allotted timeout ({Why})",
        _ => string.Create(CultureInfo.InvariantCulture, $"the server answered {status} ({Why})"),
    };
}
