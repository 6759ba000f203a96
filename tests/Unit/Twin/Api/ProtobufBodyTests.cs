using System.Text;
using Fairway.Kube;
using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Twin.Api;

/// <summary>Typed Go clients send protobuf whatever they accept in return; kubectl's <c>create namespace</c> is
/// one.</summary>
public sealed class ProtobufBodyTests
{
    /// <summary>The envelope: its mark, then kind and version, then the object with its metadata, then the name in
    /// that.</summary>
    private static readonly byte[] Namespace =
    [
        .. "k8s\0"u8,
        0x0a, 0x0f, 0x0a, 0x02, .. "v1"u8, 0x12, 0x09, .. "Namespace"u8,
        0x12, 0x05, 0x0a, 0x03, 0x0a, 0x01, .. "x"u8,
    ];

    private static async Task<KubeResponse> PostAsync(TwinClient twin, byte[] body)
    {
        var request = new KubeRequest
        {
            Method = "POST",
            Path = "/api/v1/namespaces",
            ContentType = "application/vnd.kubernetes.protobuf",
            Accept = "application/vnd.kubernetes.protobuf,application/json",
            Body = body,
        };
        var reply = await twin.Server.HandleAsync(new ApiCall(request, ApiUser.Admin), default);
        return Assert.IsType<ApiReply.Answer>(reply).Response;
    }

    [Fact]
    public async Task An_object_in_protobuf_is_taken_and_answered_in_json()
    {
        await using var twin = new TwinClient();

        var answer = await PostAsync(twin, Namespace);

        Assert.Equal((201, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal("x", TwinClient.Body(answer)["metadata"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_no_object_in_protobuf_is_refused()
    {
        await using var twin = new TwinClient();

        var answer = await PostAsync(twin, Encoding.UTF8.GetBytes("k8s\0nonsense"));

        Assert.Equal(400, answer.Status);
    }
}
