using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Contract;

/// <summary>
/// What every implementation of the seam must do, whatever is between it and the server. Each test has a server of its
/// own, with the namespace <c>contract</c>.
/// </summary>
public abstract partial class KubeApiContract : IAsyncLifetime
{
    private protected const string Ns = "contract";

    private IKubeApi? _api;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected IKubeApi Api => _api!;

    public async ValueTask InitializeAsync()
    {
        _api = await ConnectAsync();
        var ns = new JsonObject { ["metadata"] = new JsonObject { ["name"] = Ns } };
        await Api.CreateAsync(KubeResources.Namespaces, null, Typed(ns, KubeResources.Namespaces), null, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a server and connects to it.</summary>
    private protected abstract Task<IKubeApi> ConnectAsync();

    private protected abstract ValueTask DisconnectAsync();

    private protected static ObjectKey Key(string name) => new(Ns, name);

    private protected static JsonObject Map(string name, string value = "1") => FakeObject.ConfigMap(name, value, Ns);

    private protected static JsonObject Typed(JsonObject item, KubeResource resource)
    {
        item["apiVersion"] = resource.ApiVersion;
        item["kind"] = resource.Kind;
        return item;
    }

    private protected static JsonObject Pod(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] =
            new JsonObject { ["name"] = name, ["namespace"] = Ns, ["labels"] = new JsonObject { ["app"] = "web" } },
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "img:1" }),
        },
    };

    private protected Task<KubeResponse> CreateMapAsync(JsonObject map) =>
        Api.CreateAsync(KubeResources.ConfigMaps, Ns, map, null, Cancel);

    private protected Task<KubeResponse> CreatePodAsync(string name) =>
        Api.CreateAsync(KubeResources.Pods, Ns, Pod(name), null, Cancel);

    private protected static string Version(KubeResponse response) =>
        (string)response.ReadNode()["metadata"]!["resourceVersion"]!;

    private protected static Task<KubeApiException> RefusedAsync(Func<Task> act) =>
        Assert.ThrowsAsync<KubeApiException>(act);

    private protected static JsonObject Data(string value) => new() { ["data"] = new JsonObject { ["value"] = value } };
}
