using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fairway.Conformance.Hosts;
using k8s;

namespace Fairway.Conformance.Transcripts;

/// <summary>The server under test: requests filled with the values of a scenario, as HTTP.</summary>
internal sealed class ApiServer : IDisposable
{
    private static readonly UriCreationOptions AsWritten = new()
    {
        DangerousDisablePathAndQueryCanonicalization = true,
    };

    private readonly string baseUrl;
    private readonly string token;
    private readonly HttpClient client;

    /// <param name="authority">Certificates that are trusted beside the system's; null for none.</param>
    /// <param name="serverName">
    /// The name that the server's certificate is for; null for the host of the address.
    /// </param>
    public ApiServer(string baseUrl, string token, X509Certificate2Collection? authority, string? serverName = null)
    {
        this.baseUrl = baseUrl.TrimEnd('/');
        this.token = token;
        client = ApiClient.Create(token: null, authority, serverName);
    }

    /// <summary>The server that a context of a kubeconfig names.</summary>
    public ApiServer(KubernetesClientConfiguration configuration)
        : this(configuration.Host, configuration.AccessToken, configuration.SslCaCerts, configuration.TlsServerName) { }

    /// <summary>Sends the request and reads the headers of the answer.</summary>
    /// <exception cref="UnlearnedValueException">It needs a value that no answer has shown.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        RecordedRequest request,
        Bindings bindings,
        CancellationToken cancel
    )
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), Address(request, bindings));
        var contentType = request.Headers.FirstOrDefault(header => header.Key == "Content-Type").Value;
        if (Body(request, bindings) is { } body)
        {
            message.Content = new ByteArrayContent(body);
            if (contentType is not null)
            {
                message.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }
        }

        message.Headers.TryAddWithoutValidation("User-Agent", "transcript/1");
        if (!request.Headers.Any(header => header.Key == "Authorization"))
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in request.Headers.Where(header => header.Key != "Content-Type"))
        {
            message.Headers.TryAddWithoutValidation(name, Template.Of(value).Fill(bindings));
        }

        return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancel);
    }

    /// <summary>The parts of an answer that are compared.</summary>
    public static Answer Head(HttpResponseMessage response, string text) =>
        new(
            (int)response.StatusCode,
            response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null,
            response.Headers.NonValidated.TryGetValues("Warning", out var warnings) ? [.. warnings] : [],
            response.Headers.NonValidated.Contains("Retry-After"),
            text
        );

    public void Dispose() => client.Dispose();

    private static byte[]? Body(RecordedRequest request, Bindings bindings)
    {
        if (request.RawBody is { } raw)
        {
            return Encoding.UTF8.GetBytes(Template.Of(raw).Fill(bindings));
        }

        return request.Body is null
            ? null
            : Encoding.UTF8.GetBytes(BodyFiller.Fill(request.Body, bindings)!.ToJsonString());
    }

    private Uri Address(RecordedRequest request, Bindings bindings)
    {
        var query = request.Query.Select(pair =>
            $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(Template.Of(pair.Value).Fill(bindings))}"
        );
        var mark = request.Query.Count > 0 ? "?" : "";
        return new Uri(
            $"{baseUrl}{Template.Of(request.Path).Fill(bindings)}{mark}{string.Join('&', query)}",
            AsWritten
        );
    }
}
