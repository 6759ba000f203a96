using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Webhooks;

namespace Fairway.Bench.Api;

/// <summary>
/// What admission costs a write over the direct seam: nothing configured, a webhook that answers in process, ten
/// policies, a quota. The sides take turns, so that the load of the machine is the same for all.
/// </summary>
internal static class AdmissionFigures
{
    private const int Writes = 2_000;
    private const int Rounds = 5;
    private const string Group = "/apis/admissionregistration.k8s.io/v1";

    private static readonly (string What, Func<ApiServer, Task> Configure)[] Sides =
    [
        ("nothing configured", static _ => Task.CompletedTask),
        ("one webhook, in process", ConfigureWebhookAsync),
        ("ten policies", ConfigurePoliciesAsync),
        ("one quota", ConfigureQuotaAsync),
    ];

    public static async Task RunAsync()
    {
        foreach (var kind in (string[])["configmaps", "pods"])
        {
            var figures = Sides.Select(static _ => new List<double>()).ToArray();
            for (var round = 0; round <= Rounds; round++)
            {
                for (var side = 0; side < Sides.Length; side++)
                {
                    var rate = await RateAsync(kind, Sides[side].Configure);
                    if (round > 0)
                    {
                        figures[side].Add(rate);
                    }
                }
            }

            for (var side = 0; side < Sides.Length; side++)
            {
                var median = Figure.Median(figures[side]);
                Figure.Say($"create {kind}, direct, {Sides[side].What}", $"{median,7:n0}/s, {1e6 / median:n0} us each");
            }
        }
    }

    private static async Task<double> RateAsync(string kind, Func<ApiServer, Task> configure)
    {
        var store = ApiStore.Open(TimeProvider.System);
        var options = new ApiServerOptions(store, TimeProvider.System, new Random(1)) { Webhooks = new YesWebhook() };
        await using var server = new ApiServer(options);
        await SendAsync(server, "POST", "/api/v1/namespaces", """{"metadata":{"name":"n"}}""");
        await configure(server);
        var bodies = Enumerable.Range(0, Writes).Select(i => Body(kind, i)).ToArray();
        var start = Stopwatch.GetTimestamp();
        foreach (var body in bodies)
        {
            await SendAsync(server, "POST", $"/api/v1/namespaces/n/{kind}", body);
        }

        return Writes / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Body(string kind, int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"metadata\":{{\"name\":\"x{number}\",\"labels\":{{\"app\":\"a\"}}}},{(kind == "pods" ? Spec : Data)}}}");

    private const string Data = "\"data\":{\"k\":\"v\"}";

    private const string Spec =
        "\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i:1\",\"resources\":{\"requests\":{\"cpu\":\"1m\"}}}]}";

    private static Task ConfigureWebhookAsync(ApiServer server) => SendAsync(
        server, "POST", $"{Group}/validatingwebhookconfigurations",
        """
        {"metadata":{"name":"w"},"webhooks":[{"name":"w.example.com","clientConfig":{"url":"https://localhost/w"},
        "sideEffects":"None","admissionReviewVersions":["v1"],"rules":[{"apiGroups":[""],"apiVersions":["v1"],
        "operations":["CREATE"],"resources":["configmaps","pods"]}]}]}
        """);

    private static async Task ConfigurePoliciesAsync(ApiServer server)
    {
        for (var i = 0; i < 10; i++)
        {
            await SendAsync(
                server, "POST", $"{Group}/validatingadmissionpolicies",
                $$$"""
                {"metadata":{"name":"p{{{i}}}"},"spec":{"matchConstraints":{"resourceRules":[{"apiGroups":[""],
                "apiVersions":["v1"],"operations":["CREATE"],"resources":["configmaps","pods"]}]},
                "validations":[{"expression":
                "object.metadata.labels['app'] != 'b' && !object.metadata.name.startsWith('y')"}]
                } }
                """);
            await SendAsync(
                server, "POST", $"{Group}/validatingadmissionpolicybindings",
                $$$"""
                {"metadata":{"name":"p{{{i}}}"},"spec":{"policyName":"p{{{i}}}","validationActions":["Deny"]} }
                """);
        }
    }

    private static async Task ConfigureQuotaAsync(ApiServer server)
    {
        const string Hard = """{"pods":"100k","requests.cpu":"100k","count/configmaps":"100k"}""";
        const string Used = """{"pods":"0","requests.cpu":"0","count/configmaps":"0"}""";
        const string Quotas = "/api/v1/namespaces/n/resourcequotas";
        await SendAsync(server, "POST", Quotas, $$$"""{"metadata":{"name":"q"},"spec":{"hard":{{{Hard}}} } }""");
        await SendAsync(
            server, "PATCH", $"{Quotas}/q/status",
            $$$"""{"status":{"hard":{{{Hard}}},"used":{{{Used}}} } }""");
    }

    private static async Task SendAsync(ApiServer server, string method, string path, string body)
    {
        var request = new KubeRequest
        {
            Method = method,
            Path = path,
            ContentType = method == "PATCH" ? "application/merge-patch+json" : "application/json",
            Body = Encoding.UTF8.GetBytes(body),
            UserAgent = "bench/1",
        };
        if (await server.HandleAsync(new ApiCall(request, ApiUser.Admin), default) is not ApiReply.Answer
            { Response: { IsSuccess: true } })
        {
            throw new InvalidOperationException($"{method} {path} was refused: {body}");
        }
    }

    private sealed class YesWebhook : IWebhookCaller
    {
        public Task<WebhookAnswer> CallAsync(WebhookCall asked, CancellationToken cancel)
        {
            var uid = JsonNode.Parse(asked.Body.Span)!["request"]!["uid"]!.GetValue<string>();
            var answer = "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"response\":"
                + $"{{\"uid\":\"{uid}\",\"allowed\":true}}}}";
            return Task.FromResult(new WebhookAnswer(200, Encoding.UTF8.GetBytes(answer)));
        }
    }
}
