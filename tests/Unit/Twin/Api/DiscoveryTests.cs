using System.Buffers;
using System.Text;
using Fairway.Kube;
using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class DiscoveryTests
{
    private const string V2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private const string V2Beta1 = "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";

    [Theory]
    [InlineData("/api", "APIVersions")]
    [InlineData("/apis", "APIGroupList")]
    [InlineData("/apis/apps", "APIGroup")]
    [InlineData("/api/v1", "APIResourceList")]
    [InlineData("/apis/apps/v1", "APIResourceList")]
    public async Task A_client_that_asks_plainly_gets_the_older_documents(string path, string kind)
    {
        await using var twin = new TwinClient();

        Assert.Equal(kind, (await twin.OkAsync("GET", path))["kind"]!.GetValue<string>());
    }

    [Theory]
    [InlineData($"{V2};profile=nopeer,{V2},{V2Beta1},application/json", V2)]
    [InlineData($"{V2Beta1},application/json", V2Beta1)]
    [InlineData("application/json;g=apidiscovery.k8s.io;v=v9;as=APIGroupDiscoveryList,application/json",
        "application/json")]
    public async Task A_client_gets_the_first_form_of_discovery_that_there_is(string accept, string contentType)
    {
        await using var twin = new TwinClient();

        var answer = await twin.SendAsync("GET", "/apis", accept: accept);

        Assert.Equal((200, contentType), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task A_document_that_the_client_has_is_not_sent_again()
    {
        await using var twin = new TwinClient();
        var first = await twin.SendAsync("GET", "/apis", accept: V2);
        var again = new KubeRequest { Method = "GET", Path = "/apis", Accept = V2, IfNoneMatch = first.ETag };

        var reply = await twin.Server.HandleAsync(
            new ApiCall(again, ApiUser.Admin), TestContext.Current.CancellationToken);

        var answer = Assert.IsType<ApiReply.Answer>(reply).Response;
        Assert.Equal((304, 0), (answer.Status, answer.Body.Length));
    }

    [Theory]
    [InlineData("/openapi/v3", "text/plain; charset=utf-8", "openapi/v3/apis/apps/v1?hash=")]
    [InlineData("/openapi/v3/apis/apps/v1", "application/json", "io.k8s.api.apps.v1.Deployment")]
    [InlineData("/openapi/v3/api/v1", "application/json", "fieldValidation")]
    [InlineData("/openapi/v3/version", "application/json", "/version/")]
    [InlineData("/openapi/v2", "application/json", "#/definitions/")]
    public async Task OpenApi_is_served(string path, string contentType, string holds)
    {
        await using var twin = new TwinClient();

        var answer = await twin.SendAsync("GET", path);

        Assert.Equal((200, contentType), (answer.Status, answer.ContentType));
        Assert.Contains(holds, Encoding.UTF8.GetString(answer.Body.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/com.github.proto-openapi.spec.v2@v1.0+protobuf")]
    [InlineData("application/com.github.proto-openapi.spec.v2.v1.0+protobuf")]
    public async Task OpenApi_2_as_protobuf_is_served_under_both_names(string accept)
    {
        await using var twin = new TwinClient();

        var answer = await twin.SendAsync("GET", "/openapi/v2", accept: accept);

        Assert.Equal(
            (200, "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"), (answer.Status, answer.ContentType));
        // Field 1, swagger, is the text 2.0.
        Assert.Equal([0x0A, 0x03, (byte)'2', (byte)'.', (byte)'0'], answer.Body.ToArray()[..5]);
    }

    [Fact]
    public async Task OpenApi_3_as_protobuf_is_not_to_be_had()
    {
        await using var twin = new TwinClient();

        var answer = await twin.SendAsync(
            "GET", "/openapi/v3", accept: "application/com.github.proto-openapi.spec.v3@v1.0+protobuf");

        Assert.Equal(406, answer.Status);
    }

    [Theory]
    [InlineData("/apis/nosuch.example.com", "text/plain; charset=utf-8")]
    [InlineData("/apis/apps/v9", "application/json")]
    [InlineData("/api/v2", "application/json")]
    [InlineData("/openapi/v3/apis/nosuch/v1", null)]
    [InlineData("/nowhere", "text/plain; charset=utf-8")]
    public async Task What_there_is_not_is_not_found(string path, string? contentType)
    {
        await using var twin = new TwinClient();

        var answer = await twin.SendAsync("GET", path);

        Assert.Equal((404, contentType), (answer.Status, answer.ContentType));
    }
}
