using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Protobuf;
using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Twin.Api;

/// <summary>Protobuf is answered where a client takes nothing else.</summary>
public sealed class ProtobufAnswerTests
{
    private const string Protobuf = "application/vnd.kubernetes.protobuf";
    private const string ConfigMaps = "/api/v1/namespaces/a/configmaps";

    private static async Task<TwinClient> WithConfigMapAsync()
    {
        var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.ConfigMapAsync("x");
        return twin;
    }

    private static async Task<JsonObject> AskAsync(TwinClient twin, int status, string method, string path)
    {
        var answer = await twin.SendAsync(method, path, accept: Protobuf);
        Assert.Equal((status, Protobuf), (answer.Status, answer.ContentType));
        return ProtobufReader.Read(answer.Body.ToArray());
    }

    private static string Name(JsonNode? value) => value!["metadata"]!["name"]!.GetValue<string>();

    [Theory]
    [InlineData("application/vnd.kubernetes.protobuf,application/json", "application/json")]
    [InlineData("application/vnd.kubernetes.protobuf, */*;q=0.1", "application/json")]
    [InlineData("application/yaml;q=0.5,application/vnd.kubernetes.protobuf", "application/yaml")]
    [InlineData("application/vnd.kubernetes.protobuf;type=Pod", "application/vnd.kubernetes.protobuf")]
    [InlineData("text/html,application/vnd.kubernetes.protobuf", "application/vnd.kubernetes.protobuf")]
    public async Task A_text_is_preferred_wherever_it_is_taken(string accept, string answered)
    {
        await using var twin = await WithConfigMapAsync();

        var answer = await twin.SendAsync("GET", $"{ConfigMaps}/x", accept: accept);

        Assert.Equal((200, answered), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task Objects_and_lists_hold_what_their_json_holds()
    {
        await using var twin = await WithConfigMapAsync();

        var one = await AskAsync(twin, 200, "GET", $"{ConfigMaps}/x");
        var list = await AskAsync(twin, 200, "GET", ConfigMaps);

        Assert.Equal("ConfigMap", one["kind"]!.GetValue<string>());
        Assert.Equal("v", one["data"]!["k"]!.GetValue<string>());
        Assert.Equal("ConfigMapList", list["kind"]!.GetValue<string>());
        Assert.Equal(twin.Store.Revision.ToString(), list["metadata"]!["resourceVersion"]!.GetValue<string>());
        Assert.Equal("x", Name(list["items"]![0]));
    }

    [Fact]
    public async Task Deletions_and_refusals_are_a_status()
    {
        await using var twin = await WithConfigMapAsync();

        var deleted = await AskAsync(twin, 200, "DELETE", $"{ConfigMaps}/x");
        var refused = await AskAsync(twin, 404, "GET", $"{ConfigMaps}/x");

        Assert.Equal("Success", deleted["status"]!.GetValue<string>());
        Assert.Equal("x", deleted["details"]!["name"]!.GetValue<string>());
        Assert.Equal("NotFound", refused["reason"]!.GetValue<string>());
        Assert.Equal(404, refused["code"]!.GetValue<long>());
    }

    [Fact]
    public async Task Tables_are_not_served_so()
    {
        await using var twin = await WithConfigMapAsync();

        var answer = await twin.SendAsync("GET", ConfigMaps, accept: $"{Protobuf};as=Table;v=v1;g=meta.k8s.io");

        Assert.Equal((406, "application/json"), (answer.Status, answer.ContentType));
        Assert.EndsWith(Protobuf, TwinClient.Body(answer)["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_is_messages_with_their_lengths()
    {
        await using var twin = await WithConfigMapAsync();
        var request = new KubeRequest
        {
            Method = "GET",
            Path = ConfigMaps,
            Query = [KeyValuePair.Create("watch", "true")],
            Accept = Protobuf,
        };
        var cancel = TestContext.Current.CancellationToken;
        var reply = await twin.Server.HandleAsync(new ApiCall(request, ApiUser.Admin), cancel);
        await using var watch = Assert.IsType<ApiReply.Stream>(reply).Session;
        await twin.ConfigMapAsync("y");
        await twin.OkAsync("DELETE", $"{ConfigMaps}/x");

        var seen = new List<string>();
        while (seen.Count < 3 && await watch.NextAsync(cancel) is { } frames)
        {
            seen.AddRange(Events(frames.ToArray()));
        }

        Assert.Equal($"{Protobuf};stream=watch", watch.ContentType);
        Assert.Equal(["ADDED x", "ADDED y", "DELETED x"], seen);
    }

    private static List<string> Events(ReadOnlySpan<byte> frames)
    {
        var events = new List<string>();
        for (var rest = frames; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            events.Add(Event(rest.Slice(sizeof(int), length)));
            rest = rest[(sizeof(int) + length)..];
        }

        return events;
    }

    private static string Event(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        Assert.True(reader.Read());
        var type = Encoding.UTF8.GetString(reader.Bytes);
        Assert.True(reader.Read());
        var inner = new WireReader(reader.Bytes);
        Assert.True(inner.Read());
        return $"{type} {Name(ProtobufReader.Read(inner.Bytes))}";
    }
}
