using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Components.Hooks;

/// <summary>The ledger of a component's hooks, in a ConfigMap of the tenant cluster.</summary>
internal sealed class HookLedgerShelf(IKubeApi tenant, string component, IActFence fence)
{
    private static readonly WriteOptions AsFairway = new() { FieldManager = Labels.ConfigurationManager, Force = true };
    private string? version;

    private ObjectKey Key => new(Labels.SystemNamespace, $"fairway-hooks-{component}");

    /// <summary>What it says; null where there is none.</summary>
    /// <exception cref="ChangeRefusedException">It cannot be read.</exception>
    public async Task<HookLedger?> ReadAsync(CancellationToken cancel)
    {
        var map = (await tenant.FindAsync(KubeResources.ConfigMaps, Key, cancel))?.ReadNode();
        version = map?["metadata"]?["resourceVersion"]?.GetValue<string>();
        try
        {
            return map is null
                ? null
                : JsonSerializer.Deserialize((string?)map["data"]?["hooks"] ?? "", HookJson.Default.HookLedger);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ChangeRefusedException(
                "BadHookLedger",
                $"ConfigMap {Key} says which hooks have run, and cannot be read: {e.Message} Delete it, if no hook "
                + "must be kept from running again");
        }
    }

    /// <summary>Writes it over what was read last, and over nothing else.</summary>
    public async Task WriteAsync(HookLedger ledger, CancellationToken cancel)
    {
        await fence.EnsureAsync(cancel);
        await Inventory.EnsureNamespaceAsync(tenant, cancel);
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject
            {
                ["name"] = Key.Name,
                ["namespace"] = Key.Namespace,
                ["labels"] = new JsonObject { [Labels.Component] = component },
            },
            ["data"] = new JsonObject
            {
                ["change"] = ledger.Change,
                ["hooks"] = JsonSerializer.Serialize(ledger, HookJson.Default.HookLedger),
            },
        };
        if (version is not null)
        {
            body["metadata"]!["resourceVersion"] = version;
        }

        var answer = version is null
            ? await tenant.CreateAsync(KubeResources.ConfigMaps, Key.Namespace, body, AsCreator, cancel)
            : await tenant.ApplyAsync(KubeResources.ConfigMaps, Key, body, AsFairway, cancel);
        version = answer.ReadNode()["metadata"]?["resourceVersion"]?.GetValue<string>();
    }

    private static WriteOptions AsCreator { get; } = new() { FieldManager = Labels.ConfigurationManager };
}
