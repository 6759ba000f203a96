using System.Buffers;
using System.Text.Json;
using Fairway.Kube;
using Fairway.Schema.Json;

namespace Fairway.Twin.Http.Responses;

/// <summary>The refusals that the face gives by itself, in the shape of a real API server's <c>Status</c>.</summary>
internal static class StatusAnswer
{
    /// <summary>No token, or a wrong one.</summary>
    public static KubeResponse Unauthorized { get; } = Of(401, "Unauthorized", "Unauthorized");

    /// <summary>A method that no resource has.</summary>
    public static KubeResponse MethodNotAllowed { get; } =
        Of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");

    /// <summary>A body above the limit.</summary>
    public static KubeResponse TooLarge { get; } = Of(
        413, "RequestEntityTooLarge", $"Request entity too large: limit is {Requests.RequestBody.Limit}");

    /// <summary>A path outside every cluster.</summary>
    public static KubeResponse NoCluster { get; } =
        Of(404, "NotFound", "this address serves many clusters: paths begin with /clusters/ID");

    /// <summary>A cluster that is not, or is no longer, here.</summary>
    public static KubeResponse NoSuchCluster(string id) => Of(404, "NotFound", $"cluster \"{id}\" not found");

    /// <summary>A request that could not be read.</summary>
    public static KubeResponse BadRequest(string message) => Of(400, "BadRequest", message);

    /// <summary>Our own failure; <paramref name="id"/> finds it in the log.</summary>
    public static KubeResponse InternalError(string id) =>
        Of(500, "InternalError", $"Internal error occurred: the server's log has the cause under {id}");

    /// <summary>A failure of the transport, by its HTTP status.</summary>
    public static KubeResponse Transport(int status, string message) => status switch
    {
        413 => TooLarge,
        408 => Of(408, "Timeout", message),
        _ => Of(status, "BadRequest", message),
    };

    /// <summary>A failure with the given code, reason and message.</summary>
    public static KubeResponse Of(int code, string reason, string message)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", "Status");
            writer.WriteString("apiVersion", "v1");
            writer.WriteStartObject("metadata");
            writer.WriteEndObject();
            writer.WriteString("status", "Failure");
            writer.WriteString("message", message);
            writer.WriteString("reason", reason);
            writer.WriteNumber("code", code);
            writer.WriteEndObject();
        }

        return new KubeResponse
        {
            Status = code,
            ContentType = "application/json",
            Body = new ReadOnlySequence<byte>(buffer.WrittenMemory),
        };
    }
}
