using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Twin.Http;

public sealed class ListenerRequestTests
{
    private static CancellationToken Cancel => ListenerFixture.Cancel;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task What_was_sent_reaches_the_core_and_its_answer_the_client(string version)
    {
        ApiCall? seen = null;
        string? body = null;
        await using var fixture = await ListenerFixture.StartAsync(call =>
        {
            seen = call;
            body = Encoding.UTF8.GetString(call.Request.Body.Span);
            return ListenerFixture.Text("{}", 201) with
            {
                Warnings = ["unknown field \"spec.grün\""],
                RetryAfterSeconds = 3,
                ETag = "\"abc\"",
            };
        });
        var client = fixture.Client(fixture.One, version: Version.Parse(version));
        const string target = "api/v1/namespaces/a/pods?fieldManager=me&dryRun=All";
        using var request = new HttpRequestMessage(HttpMethod.Post, target)
        {
            Content = new StringContent("{\"kind\":\"Pod\"}", MediaTypeHeaderValue.Parse("application/json")),
        };
        request.Headers.UserAgent.ParseAdd("kubectl/v1.36");
        request.Headers.Accept.ParseAdd("application/json;as=Table;v=v1;g=meta.k8s.io");
        request.Headers.Add("If-None-Match", "\"e\"");
        using var response = await client.SendAsync(request, Cancel);

        Assert.Equal("/api/v1/namespaces/a/pods", seen!.Request.Path);
        Assert.Equal("POST", seen.Request.Method);
        Assert.Equal(["fieldManager", "dryRun"], seen.Request.Query.Select(pair => pair.Key));
        Assert.Equal("application/json", seen.Request.ContentType);
        Assert.Equal("application/json; as=Table; v=v1; g=meta.k8s.io", seen.Request.Accept);
        Assert.Equal("kubectl/v1.36", seen.Request.UserAgent);
        Assert.Equal("\"e\"", seen.Request.IfNoneMatch);
        Assert.Equal("{\"kind\":\"Pod\"}", body);
        Assert.Equal("fairway-admin", seen.User.Name);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("{}", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(3, response.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal("\"abc\"", response.Headers.ETag?.Tag);
        Assert.True(Guid.TryParse(response.Headers.GetValues("Audit-Id").Single(), out _));
        Assert.StartsWith("299 - \"unknown field \\\"spec.gr", response.Headers.NonValidated["Warning"].ToString());
    }

    [Fact]
    public async Task A_wrong_or_missing_token_is_unauthorized_and_never_reaches_the_core()
    {
        await using var fixture = await ListenerFixture.StartAsync(_ => throw new InvalidOperationException("reached"));
        var client = fixture.Client(fixture.One);
        foreach (var header in (string?[])[null, "Bearer wrong", $"Bearer {fixture.Meta.Token.Text}", "Basic YTpi"])
        {
            client.DefaultRequestHeaders.Remove("Authorization");
            if (header is not null)
            {
                client.DefaultRequestHeaders.Add("Authorization", header);
            }

            using var response = await client.GetAsync("api", Cancel);
            await AssertStatusAsync(response, 401, "Unauthorized", "Unauthorized");
        }
    }

    [Fact]
    public async Task Paths_outside_a_served_cluster_are_not_found()
    {
        await using var fixture = await ListenerFixture.StartAsync(_ => ListenerFixture.Text("{}"));
        using var root = await fixture.Client(fixture.Meta, "localhost").GetAsync("/api/v1/pods", Cancel);
        await AssertStatusAsync(root, 404, "NotFound", "paths begin with /clusters/ID");
        var client = fixture.Client(fixture.One);
        using var other = await client.GetAsync("/clusters/nosuch/api", Cancel);
        await AssertStatusAsync(other, 404, "NotFound", "cluster \"nosuch\" not found");
        using var broken = await client.GetAsync("/clusters/one/%ff", Cancel);
        await AssertStatusAsync(broken, 400, "BadRequest", "percent sign");
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_path_without_a_cluster_is_that_of_the_cluster_whose_name_TLS_asked_for(string version)
    {
        await using var fixture = await ListenerFixture.StartAsync(call => ListenerFixture.Text(call.Request.Path));
        var client = fixture.Client(fixture.One, version: Version.Parse(version));
        Assert.Equal("/version", await client.GetStringAsync("/version?verbose", Cancel));
        client.DefaultRequestHeaders.Authorization = new("Bearer", fixture.Meta.Token.Text);
        using var other = await client.GetAsync("/version", Cancel);
        await AssertStatusAsync(other, 401, "Unauthorized", "Unauthorized");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_above_three_mebibytes_is_refused(bool lengthKnown)
    {
        await using var fixture = await ListenerFixture.StartAsync(_ => ListenerFixture.Text("{}"));
        var client = fixture.Client(fixture.One);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/pods")
        {
            Content = new ByteArrayContent(new byte[(3 * 1024 * 1024) + 1]),
        };
        request.Headers.TransferEncodingChunked = !lengthKnown;
        using var response = await client.SendAsync(request, Cancel);
        await AssertStatusAsync(response, 413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(40_000, false)]
    [InlineData(3 * 1024 * 1024, true)]
    [InlineData(3 * 1024 * 1024, false)]
    public async Task A_body_within_the_limit_arrives_whole(int length, bool lengthKnown)
    {
        byte[]? seen = null;
        await using var fixture = await ListenerFixture.StartAsync(call =>
        {
            seen = call.Request.Body.ToArray();
            return ListenerFixture.Text("{}");
        });
        var sent = new byte[length];
        new Random(length).NextBytes(sent);
        using var request = new HttpRequestMessage(HttpMethod.Put, "api/v1/pods")
        {
            Content = new ByteArrayContent(sent),
        };
        request.Headers.TransferEncodingChunked = !lengthKnown;
        using var response = await fixture.Client(fixture.One).SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(sent, seen);
    }

    [Fact]
    public async Task Long_answers_are_compressed_for_clients_that_ask()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789abcdef", 20_000));
        await using var fixture = await ListenerFixture.StartAsync(
            call => ListenerFixture.Text(call.Request.Path == "/short" ? "short" : text));
        var client = fixture.Client(fixture.One);
        Assert.Equal(text, await client.GetStringAsync("long", Cancel));

        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip;q=0.5");
        using var plain = await client.GetAsync("short", Cancel);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        using var compressed = await client.GetAsync("long", Cancel);
        Assert.Equal(["gzip"], compressed.Content.Headers.ContentEncoding);
        var stream = await compressed.Content.ReadAsStreamAsync(Cancel);
        await using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        Assert.Equal(text, await reader.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task Head_answers_like_get_without_a_body_and_options_is_no_method_here()
    {
        await using var fixture = await ListenerFixture.StartAsync(call => ListenerFixture.Text(call.Request.Method));
        var client = fixture.Client(fixture.One);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "api"), Cancel);
        Assert.Equal(3, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
        using var options = await client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "api"), Cancel);
        await AssertStatusAsync(options, 405, "MethodNotAllowed", "does not allow this method");
        Assert.Contains("PATCH", options.Content.Headers.Allow);
    }

    [Fact]
    public async Task An_unexpected_exception_becomes_a_status_whose_id_is_in_the_log()
    {
        await using var fixture = await ListenerFixture.StartAsync(
            _ => throw new InvalidOperationException("the cause\nin two lines"));
        using var response = await fixture.Client(fixture.One).GetAsync("api/v1/pods?token=secret", Cancel);
        await AssertStatusAsync(response, 500, "InternalError", "Internal error occurred");
        var line = Assert.Single(fixture.Log);
        var status = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        Assert.Contains(line.Split(' ')[2].TrimEnd(':'), status["message"]!.GetValue<string>());
        Assert.Contains("GET /clusters/one/api/v1/pods", line);
        Assert.Contains("InvalidOperationException: the cause in two lines", line);
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain("secret", line);
    }

    [Fact]
    public async Task The_callers_audit_id_is_repeated_where_it_is_harmless()
    {
        await using var fixture = await ListenerFixture.StartAsync(_ => ListenerFixture.Text("{}"));
        var client = fixture.Client(fixture.One);
        client.DefaultRequestHeaders.Add("Audit-Id", "my-id-1");
        using var response = await client.GetAsync("api", Cancel);
        Assert.Equal("my-id-1", response.Headers.GetValues("Audit-Id").Single());
    }

    [Fact]
    public async Task A_not_modified_answer_has_no_body()
    {
        var unchanged = new KubeResponse { Status = 304, ETag = "\"x\"" };
        await using var fixture = await ListenerFixture.StartAsync(_ => unchanged);
        using var response = await fixture.Client(fixture.One).GetAsync("api", Cancel);
        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    private static async Task AssertStatusAsync(HttpResponseMessage response, int code, string reason, string message)
    {
        Assert.Equal(code, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        var status = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal("Status", status["kind"]!.GetValue<string>());
        Assert.Equal(code, status["code"]!.GetValue<int>());
        Assert.Equal(reason, status["reason"]!.GetValue<string>());
        Assert.Contains(message, status["message"]!.GetValue<string>());
    }
}
