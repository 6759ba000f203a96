using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fairway.Conformance.Hosts;

/// <summary>
/// Webhooks over HTTPS, on loopback, with a certificate of their own for localhost and for a Service. Paths:
/// <c>/allow</c>, <c>/deny</c>, <c>/hang</c> (until the caller gives up), and <c>/add/KEY</c>, which adds a key to
/// <c>data</c>.
/// </summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private WebhookServer(WebApplication application, string bundle, int port)
    {
        this.application = application;
        CaBundle = bundle;
        Port = port;
    }

    /// <summary>The certificates that vouch for the server, as configurations hold them: base64 of PEM.</summary>
    public string CaBundle { get; }

    public int Port { get; }

    /// <summary>Starts the server.</summary>
    /// <param name="serviceName">A host name that its certificate is for, beside localhost.</param>
    public static async Task<WebhookServer> StartAsync(string serviceName)
    {
        var certificate = Certificate(serviceName);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var application = builder.Build();
        application.MapPost("/{what}/{key?}", AnswerAsync);
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var bundle = Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
        return new WebhookServer(application, bundle, new Uri(address).Port);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext http, string what, string? key)
    {
        var review = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var response = new JsonObject
        {
            ["uid"] = review!["request"]!["uid"]!.DeepClone(),
            ["allowed"] = what != "deny",
        };
        switch (what)
        {
            case "deny":
                response["status"] = new JsonObject { ["message"] = "this is not wanted", ["code"] = 403 };
                break;
            case "add":
                response["patchType"] = "JSONPatch";
                response["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(
                    $$"""[{"op":"add","path":"/data/{{key}}","value":"yes"}]"""));
                break;
            case "hang":
                await HangAsync(http.RequestAborted);
                break;
            default:
                break;
        }

        var answer = new JsonObject
        {
            ["kind"] = "AdmissionReview",
            ["apiVersion"] = "admission.k8s.io/v1",
            ["response"] = response,
        };
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }

    private static async Task HangAsync(CancellationToken aborted)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = aborted.Register(ended.SetResult);
        await ended.Task;
    }

    private static X509Certificate2 Certificate(string serviceName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=webhooks", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(serviceName);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(2));
    }
}
