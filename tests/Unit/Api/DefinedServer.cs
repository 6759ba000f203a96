using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Tests.Twin.Api;

namespace Fairway.Tests.Api;

/// <summary>A cluster of the twin with all of our definitions, and the namespace a.</summary>
internal sealed class DefinedServer : IAsyncDisposable
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private DefinedServer(TwinClient client) => Client = client;

    public TwinClient Client { get; }

    public static async Task<DefinedServer> OpenAsync()
    {
        var client = new TwinClient();
        await client.NamespaceAsync("a");
        foreach (var crd in (ApiCrd[])[.. ApiCrds.Meta, .. ApiCrds.Tenant, .. ApiCrds.Twin])
        {
            await client.OkAsync(
                "PATCH",
                $"{Definitions}/{crd.Name}?fieldManager=fairway",
                Encoding.UTF8.GetString(crd.Yaml.Span),
                "application/apply-patch+yaml");
        }

        return new DefinedServer(client);
    }

    public static string PathOf(Type type)
    {
        var kind = ApiKind.Of(type);
        return $"/apis/{kind.ApiVersion}/{(kind.Namespaced ? "namespaces/a/" : "")}{kind.Plural}";
    }

    /// <summary>Creates the object and writes its status; the object as it is then read. It is deleted again.</summary>
    public async Task<JsonObject> StoreAsync(Type kind, JsonObject wanted)
    {
        var path = $"{PathOf(kind)}/{wanted["metadata"]!["name"]}";
        await Client.OkAsync(
            "POST", $"{PathOf(kind)}?fieldValidation=Strict", wanted.ToJsonString(), "application/json");
        if (wanted["status"] is { } status)
        {
            await Client.OkAsync(
                "PATCH",
                $"{path}/status",
                new JsonArray(new JsonObject
                {
                    ["op"] = "add",
                    ["path"] = "/status",
                    ["value"] = status.DeepClone(),
                }).ToJsonString(),
                "application/json-patch+json");
        }

        var stored = await Client.OkAsync("GET", path);
        await Client.OkAsync("DELETE", path);
        return stored;
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
