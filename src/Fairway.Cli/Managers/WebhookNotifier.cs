using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Delivery.Tasks;

namespace Fairway.Cli.Managers;

/// <summary>Posts notices over HTTP. It follows no redirects: a notice goes where the pipeline says.</summary>
internal sealed class WebhookNotifier : INotifier, IDisposable
{
    private const int LargestAnswer = 64 << 10;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <inheritdoc/>
    public async Task<string?> PostAsync(string url, JsonObject body, string key, CancellationToken cancel)
    {
        try
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url)) { Content = content };
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            using var answer = await client.SendAsync(request, cancel);
            return answer.IsSuccessStatusCode ? null : $"{url} answered {(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException or InvalidOperationException
            or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return $"{url} does not answer: {e.Message}";
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => client.Dispose();
}
