using System.Net;
using System.Net.Sockets;
using Fairway.Kube;
using Fairway.Kube.Http;
using Fairway.Kube.Requests;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Kube.Http;

public sealed class HttpKubeApiTests : IAsyncDisposable
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";

    private readonly ScriptedServer _server = new();
    private readonly List<HttpKubeApi> _clients = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_path_has_the_prefix_and_every_part_is_escaped()
    {
        _server.Answer("200 OK", "{}");
        var query = new List<KeyValuePair<string, string>> { new("labelSelector", "a in (b,c)"), new("x", "1&2") };
        await Client().SendAsync(new KubeRequest { Method = "GET", Path = "/api/v1/a b/c%?", Query = query }, Cancel);
        Assert.StartsWith(
            "GET /prefix/api/v1/a%20b/c%25%3F?labelSelector=a%20in%20%28b%2Cc%29&x=1%262 HTTP/1.1\r\n",
            _server.Requests[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_say_who_asks_and_what_is_sent()
    {
        _server.Answer("200 OK", "{}");
        await Client().SendAsync(
            new KubeRequest
            {
                Method = "PATCH",
                Path = "/x",
                ContentType = "application/merge-patch+json",
                Body = "{}"u8.ToArray(),
                UserAgent = "fairway/1.0 (test)",
                IfNoneMatch = "\"tag\"",
                Accept = "application/json;as=Table;v=v1;g=meta.k8s.io",
            },
            Cancel);
        var head = _server.Requests[0];
        Assert.Contains("Content-Type: application/merge-patch+json\r\n", head, StringComparison.Ordinal);
        Assert.Contains("User-Agent: fairway/1.0 (test)\r\n", head, StringComparison.Ordinal);
        Assert.Contains("If-None-Match: \"tag\"\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Accept: application/json;as=Table;v=v1;g=meta.k8s.io\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("gzip", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_answers_headers_say_is_told()
    {
        const string Headers =
            "Retry-After: 7\r\nETag: \"e\"\r\nWarning: 299 - \"one \\\"two\\\"\", 299 - \"three, four\"\r\n";
        _server.Answer("429 Too Many Requests", "{}", Headers);
        var response = await GetAsync(Client());
        Assert.Equal((429, 7, "\"e\""), (response.Status, response.RetryAfterSeconds, response.ETag));
        Assert.Equal(["one \"two\"", "three, four"], response.Warnings);
    }

    [Fact]
    public async Task A_refusal_that_is_no_Status_still_says_what_came()
    {
        _server.Answer("502 Bad Gateway", "<html>\nno backend</html>");
        var refusal = await Assert.ThrowsAsync<KubeApiException>(
            () => Client().ListAsync(KubeResources.Pods, ListQuery.All, Cancel));
        Assert.Equal(502, refusal.Status);
        Assert.Contains("<html> no backend</html>", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_once()
    {
        _server.Answer("401 Unauthorized", "{}").Answer("200 OK", "{}").Answer("401 Unauthorized", "{}")
            .Answer("401 Unauthorized", "{}");
        var client = Client(endpoint => endpoint with { Token = new CountingTokens() });
        Assert.Equal(200, (await GetAsync(client)).Status);
        Assert.Equal(401, (await GetAsync(client)).Status);
        Assert.Equal(["1", "2", "2", "3"], _server.Requests.Select(Bearer));
    }

    [Fact]
    public async Task User_and_password_are_sent()
    {
        _server.Answer("200 OK", "{}");
        await GetAsync(Client(endpoint => endpoint with { Basic = ("me", "pw") }));
        Assert.Contains("Authorization: Basic bWU6cHc=\r\n", _server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_answer_without_a_length_comes_whole()
    {
        var body = new string('x', 300_000);
        _server.Pieces(Chunked, $"\"{body}", "\"");
        var response = await GetAsync(Client());
        Assert.Equal(300_002, response.Body.Length);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_no_answer()
    {
        _server.Pieces("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "{\"half\":");
        var failure = await UnreachableAsync(Client());
        Assert.Contains("broke off", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_with_the_reason()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Dispose();
        var failure = await UnreachableAsync(Client(endpoint => endpoint with
        {
            Server = new Uri($"https://127.0.0.1:{port}"),
            Name = "c-1",
        }));
        Assert.Contains("c-1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("refused", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_is_said_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var speaking = SpeakAsync(listener);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var failure = await UnreachableAsync(
            Client(endpoint => endpoint with { Server = new Uri($"https://127.0.0.1:{port}") }));
        await speaking;
        Assert.Contains("TLS", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_after_the_limit()
    {
        _server.Silence();
        var time = new FakeTimeProvider();
        var client = new HttpKubeApi(
            new KubeEndpoint { Server = _server.Address, RequestTimeout = TimeSpan.FromSeconds(5) }, time);
        _clients.Add(client);
        var asking = Assert.ThrowsAsync<KubeApiException>(() => GetAsync(client));
        time.Advance(TimeSpan.FromSeconds(6));
        var failure = await asking;
        Assert.Equal((0, "Timeout"), (failure.Status, failure.Reason));
        Assert.Contains("5 seconds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_reads_lines_however_they_are_cut()
    {
        _server.Pieces(
            Chunked, "{\"type\":\"ADD",
            "ED\",\"object\":{\"a\":1}}\n{\"type\":\"BOOKMARK\",\"object\":{}}\n\n{\"object\":{\"b\":2},",
            "\"type\":\"DELETED\"}\n");
        await using var watch = await WatchAsync(Client());
        Assert.Equal("Added {\"a\":1}", await NextAsync(watch));
        Assert.Equal("Bookmark {}", await NextAsync(watch));
        Assert.Equal("Deleted {\"b\":2}", await NextAsync(watch));
        Assert.Null(await NextAsync(watch));
    }

    [Fact]
    public async Task A_watch_that_ends_within_a_line_has_broken_off()
    {
        _server.Pieces(Chunked, "{\"type\":\"ADDED\",\"obj");
        await using var watch = await WatchAsync(Client());
        var failure = await Assert.ThrowsAsync<KubeApiException>(() => NextAsync(watch));
        Assert.Equal(0, failure.Status);
    }

    [Fact]
    public async Task A_watch_that_is_refused_throws_what_the_Status_says()
    {
        _server.Answer(
            "410 Gone",
            "{\"kind\":\"Status\",\"status\":\"Failure\",\"code\":410,\"reason\":\"Expired\",\"message\":\"too old\"}");
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => WatchAsync(Client()));
        Assert.Equal((410, "Expired", "too old"), (refusal.Status, refusal.Reason, refusal.Message));
    }

    [Fact]
    public async Task A_watch_lasts_longer_than_the_limit_of_requests()
    {
        var more = new TaskCompletionSource();
        _server.Then(async stream =>
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Chunked), Cancel);
            await more.Task;
            await stream.WriteAsync("{\"type\":\"ADDED\",\"object\":{}}\n"u8.ToArray(), Cancel);
        });
        var time = new FakeTimeProvider();
        var client = new HttpKubeApi(new KubeEndpoint { Server = _server.Address }, time);
        _clients.Add(client);
        await using var watch = await WatchAsync(client);
        time.Advance(TimeSpan.FromHours(1));
        more.SetResult();
        Assert.Equal("Added {}", await NextAsync(watch));
    }

    private static async Task SpeakAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Cancel);
    }

    private static async Task<string?> NextAsync(IKubeWatch watch) => await watch.ReadAsync(Cancel) is { } frame
        ? $"{frame.Type} {System.Text.Encoding.UTF8.GetString(frame.Object.Span)}"
        : null;

    private static Task<KubeResponse> GetAsync(HttpKubeApi client) =>
        client.SendAsync(new KubeRequest { Method = "GET", Path = "/x" }, Cancel);

    private static Task<IKubeWatch> WatchAsync(HttpKubeApi client) =>
        client.WatchAsync(KubeResources.Pods, ListQuery.All, Cancel);

    private static async Task<KubeApiException> UnreachableAsync(HttpKubeApi client)
    {
        var failure = await Assert.ThrowsAsync<KubeApiException>(() => GetAsync(client));
        Assert.Equal((0, "Unreachable"), (failure.Status, failure.Reason));
        return failure;
    }

    private static string Bearer(string head)
    {
        const string Before = "Authorization: Bearer ";
        var start = head.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return head[start..head.IndexOf('\r', start)];
    }

    private HttpKubeApi Client(Func<KubeEndpoint, KubeEndpoint>? change = null)
    {
        var endpoint = new KubeEndpoint { Server = _server.Address };
        var client = new HttpKubeApi(change is null ? endpoint : change(endpoint), TimeProvider.System);
        _clients.Add(client);
        return client;
    }

    private sealed class CountingTokens : ITokenSource
    {
        private int _token = 1;

        public ValueTask<string?> GetAsync(bool renew, CancellationToken cancel)
        {
            _token += renew ? 1 : 0;
            return ValueTask.FromResult<string?>(_token.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
