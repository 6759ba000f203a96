using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fairway.Kube.Statuses;

/// <summary>Makes exceptions of answers that are refusals.</summary>
internal static class KubeFailure
{
    private const int ShownOfABodyThatIsNoStatus = 200;

    public static KubeApiException From(KubeResponse response)
    {
        var status = Read(response.Body);
        return status is null
            ? new KubeApiException(response.Status, "Unknown", Describe(response))
            {
                Response = response,
                RetryAfterSeconds = response.RetryAfterSeconds,
            }
            : From(status, response);
    }

    /// <summary>From the object of an ERROR event, which has no answer of its own.</summary>
    public static KubeApiException FromEvent(ReadOnlyMemory<byte> statusObject)
    {
        var status = Read(new ReadOnlySequence<byte>(statusObject));
        return status is null
            ? new KubeApiException(500, "Unknown", "The watch ended with an ERROR event that holds no Status.")
            : From(status, null);
    }

    /// <summary>Null where the body is no Status: an answer of a proxy, say.</summary>
    public static KubeStatus? Read(ReadOnlySequence<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var status = JsonSerializer.Deserialize(ref reader, KubeJson.Default.KubeStatus);
            return status?.Status is "Failure" or "Success" ? status : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static KubeApiException From(KubeStatus status, KubeResponse? response)
    {
        var code = status.Code != 0 ? status.Code : response?.Status ?? 500;
        var message = string.IsNullOrEmpty(status.Message)
            ? string.Create(CultureInfo.InvariantCulture, $"The API server answered {code} {status.Reason}.")
            : status.Message;
        return new KubeApiException(code, status.Reason ?? "Unknown", message)
        {
            Response = response,
            Details = status,
            RetryAfterSeconds = response?.RetryAfterSeconds ?? status.Details?.RetryAfterSeconds,
        };
    }

    private static string Describe(KubeResponse response)
    {
        var length = (int)Math.Min(response.Body.Length, ShownOfABodyThatIsNoStatus);
        var start = Encoding.UTF8.GetString(response.Body.Slice(0, length)).ReplaceLineEndings(" ").Trim();
        return start.Length == 0
            ? string.Create(
                CultureInfo.InvariantCulture, $"The API server answered {response.Status} with nothing said.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The API server answered {response.Status} with what is no Status object: {start}");
    }
}
