using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>What a server answers, as the fake says it.</summary>
internal static class FakeAnswers
{
    public static KubeResponse Refusal(int code, string reason, string message) =>
        Ok(Status(code, reason, message), code);

    public static KubeResponse TooLarge()
    {
        var status = Status(504, "Timeout", "Too large resource version");
        status["details"] = new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge" }),
        };
        return Ok(status, 504);
    }

    public static KubeResponse NotFound(string path) => Refusal(404, "NotFound", $"{path} not found");

    public static JsonObject Status(int code, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["status"] = "Failure",
        ["code"] = code,
        ["reason"] = reason,
        ["message"] = message,
    };

    public static KubeResponse Ok(JsonObject body, int status = 200) => new()
    {
        Status = status,
        ContentType = "application/json",
        Body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body.ToJsonString())),
    };
}
