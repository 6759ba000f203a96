using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.BadInput;

/// <summary>
/// Whatever comes in, an answer comes out that blames the request; and afterwards the server works as before.
/// </summary>
public sealed class BadInputTests
{
    private const string Namespace = "bad-input";
    private const int Workers = 6;

    /// <summary>A smaller body leaves in one piece with its headers; of a larger one the rest may meet a refusal that
    /// has come already.</summary>
    private const int OnePiece = 2 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly UriCreationOptions AsWritten = new()
    {
        DangerousDisablePathAndQueryCanonicalization = true,
    };

    [Fact]
    public async Task Bad_requests_are_refused_in_words_and_harm_nobody()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var twin = await TwinServer.StartAsync(Budget.Seed, cancel);
        using var client = twin.Client();
        await twin.CreateNamespaceAsync(client, Namespace, cancel);
        await CreateAsync(client, twin, "present", cancel);
        var complaints = new ConcurrentQueue<string>();

        await Task.WhenAll(
            Enumerable
                .Range(0, Workers)
                .Select(async worker =>
                {
                    var requests = new BadRequests(new Random(Budget.Seed + worker), Namespace);
                    for (var number = 0; number < Budget.Of(500); number++)
                    {
                        await SendAsync(client, twin.Url, requests.Next(), complaints, cancel);
                    }
                })
        );

        Assert.Empty(twin.Failures.Select(Cause).Distinct());
        Assert.Empty(complaints.Take(20));
        await CreateAsync(client, twin, "afterwards", cancel);
    }

    private static async Task SendAsync(
        HttpClient client,
        string url,
        BadRequest bad,
        ConcurrentQueue<string> complaints,
        CancellationToken cancel
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var request = Message(url, bad);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (await ComplaintAsync(response, limit.Token) is { } complaint)
            {
                complaints.Enqueue($"{complaint}: {bad}");
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            complaints.Enqueue($"no answer within {Patience.TotalSeconds} s: {bad}");
        }
        catch (HttpRequestException) when (bad.Body is { Length: > OnePiece })
        {
            // What is refused by its size or its first line is not read to the end: the connection may close under the
            // rest of a body. That the server lives is seen by the requests that follow.
        }
        catch (HttpRequestException refusal)
        {
            complaints.Enqueue($"{refusal.GetBaseException().Message}: {bad}");
        }
    }

    private static HttpRequestMessage Message(string url, BadRequest bad)
    {
        var request = new HttpRequestMessage(new HttpMethod(bad.Method), new Uri(url + bad.Target, AsWritten));
        if (bad.Body is not null)
        {
            request.Content = new ByteArrayContent(bad.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", HeaderText(bad.ContentType));
        }

        request.Headers.TryAddWithoutValidation("Accept", HeaderText(bad.Accept));
        return request;
    }

    /// <summary>What no HTTP client can send is left out.</summary>
    private static string? HeaderText(string? text) =>
        text is null ? null : new string([.. text.Where(character => character is >= ' ' and < '\x7f')]);

    /// <summary>
    /// Null, or what is wrong with an answer: a status that blames the server, or a refusal without words.
    /// </summary>
    private static async Task<string?> ComplaintAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (status < 400)
        {
            return null;
        }

        var text = await response.Content.ReadAsStringAsync(cancel);
        if (status is 502 or > 504 || (status == 500 && !IsRecordedKind(text)))
        {
            return $"{status} {text}";
        }

        var isBare = text.Length == 0 && status == 400;
        var hasWords = status == 404 || response.RequestMessage!.Method == HttpMethod.Head || IsStatus(text);
        return hasWords || isBare ? null : $"{status} without a Status: {text}";
    }

    /// <summary>A told fault without its reference and its request: the type of the exception, and where.</summary>
    private static string Cause(string failure) => $"{failure.Split(": ")[2]} at {failure.Split(" at ")[^1]}";

    /// <summary>
    /// A real API server answers some bad requests with 500 and the words of the refusal, without a reason (they are in
    /// the transcripts). A fault has the reason InternalError.
    /// </summary>
    private static bool IsRecordedKind(string text) => IsStatus(text) && JsonNode.Parse(text)!["reason"] is null;

    private static bool IsStatus(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject body
                && body["kind"]?.ToString() == "Status"
                && body["message"] is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task CreateAsync(HttpClient client, TwinServer twin, string name, CancellationToken cancel)
    {
        var body = JsonContent.Create(
            new
            {
                apiVersion = "v1",
                kind = "ConfigMap",
                metadata = new { name },
            }
        );
        using var response = await client.PostAsync(
            $"{twin.Url}/api/v1/namespaces/{Namespace}/configmaps",
            body,
            cancel
        );
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }
}
