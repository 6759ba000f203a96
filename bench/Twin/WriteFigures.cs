using System.Globalization;
using System.Text;
using Fairway.Bench.Loads;
using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Kinds;

namespace Fairway.Bench.Twin;

/// <summary>What the requests of a pod's way cost the API, without HTTPS and without anybody who watches.</summary>
internal static class WriteFigures
{
    private const int Warm = 3_000;
    private const int Pods = 8_000;
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly (string Name, Func<int, KubeRequest> Request)[] Way =
    [
        ("create a pod", number => Request("POST", "", "application/json", Body(number))),
        ("bind it", number => Request("POST", $"/{Name(number)}/binding", "application/json", Binding(number))),
        ("tell that it runs", number => Request(
            "PATCH", $"/{Name(number)}/status", "application/strategic-merge-patch+json", Status())),
        ("get it", number => Request("GET", $"/{Name(number)}", null, default)),
        ("delete it", number => Request("DELETE", $"/{Name(number)}", "application/json", Now())),
    ];

    public static async Task RunAsync()
    {
        var store = ApiStore.Open(TimeProvider.System);
        await using var api = new ApiServer(new ApiServerOptions(store, TimeProvider.System, new Random(1))
        {
            Features = new ApiFeatures(ServiceAccounts: false),
        });
        await MeasureAsync(api, 0, Warm, static (_, _) => { });
        await Task.Delay(500);
        await MeasureAsync(api, Warm, Pods, Figure.Say);
    }

    private static async Task MeasureAsync(ApiServer api, int first, int count, Action<string, string> say)
    {
        foreach (var (name, request) in Way)
        {
            var requests = Enumerable.Range(first, count).Select(request).ToArray();
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            var before = Environment.CpuUsage.TotalTime;
            foreach (var one in requests)
            {
                var reply = await api.HandleAsync(new ApiCall(one, ApiUser.Admin), None);
                ((ApiReply.Answer)reply).Response.EnsureSuccess();
            }

            var each = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / count;
            var allocated = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1024.0 / count;
            say(name, string.Create(CultureInfo.InvariantCulture, $"{each:n0} us of processor, {allocated:n0} kB"));
        }
    }

    private static KubeRequest Request(string method, string path, string? type, ReadOnlyMemory<byte> body) => new()
    {
        Method = method,
        Path = $"/api/v1/namespaces/default/pods{path}",
        ContentType = type,
        Body = body,
        UserAgent = "kubelet",
    };

    private static string Name(int number) => LoadObjects.Key("default", number).Name;

    private static byte[] Body(int number) => LoadObjects.Body("pods", LoadObjects.Key("default", number), number);

    private static byte[] Binding(int number) => Encoding.UTF8.GetBytes(
        $"{{\"apiVersion\":\"v1\",\"kind\":\"Binding\",\"metadata\":{{\"name\":\"{Name(number)}\"}},"
        + "\"target\":{\"kind\":\"Node\",\"name\":\"node-1\"}}");

    private static byte[] Status() => Encoding.UTF8.GetBytes($$"""
        {"status":{"phase":"Running","hostIP":"10.0.0.1","podIP":"10.1.0.1","hostIPs":[{"ip":"10.0.0.1"}],
        "podIPs":[{"ip":"10.1.0.1"}],"startTime":"2026-01-01T00:00:00Z","conditions":[{{Condition("Ready")}},
        {{Condition("ContainersReady")}},{{Condition("Initialized")}},{{Condition("PodReadyToStartContainers")}}],
        "containerStatuses":[{{Container("app-1")}},{{Container("app-1-sidecar")}}] } }
        """);

    private static string Condition(string type) =>
        $"{{\"type\":\"{type}\",\"status\":\"True\",\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"}}";

    private static string Container(string name) =>
        $"{{\"name\":\"{name}\",\"image\":\"registry.example/team/{name}:1.2.3\",\"imageID\":\"sha256:{name}\","
        + "\"containerID\":\"containerd://1\",\"ready\":true,\"restartCount\":0,\"started\":true,"
        + "\"lastState\":{},\"state\":{\"running\":{\"startedAt\":\"2026-01-01T00:00:00Z\"}}}";

    private static byte[] Now() => "{\"gracePeriodSeconds\":0}"u8.ToArray();
}
