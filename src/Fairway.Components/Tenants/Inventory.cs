using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Merge.Diffing;
using Fairway.Schema;

namespace Fairway.Components.Tenants;

/// <summary>
/// A ConfigMap in the tenant cluster that says which target was applied last. Where it and the MetaDB disagree, one of
/// them was restored or replaced, and nothing is done.
/// </summary>
internal static class Inventory
{
    private static readonly GroupVersionKind ConfigMap = new("", "v1", "ConfigMap");
    private static readonly WriteOptions AsFairway = new() { FieldManager = Labels.ConfigurationManager, Force = true };

    /// <summary>The digest that it holds; null where there is none.</summary>
    public static async Task<string?> ReadAsync(IKubeApi tenant, string component, CancellationToken cancel)
    {
        var answer = await tenant.FindAsync(KubeResources.ConfigMaps, Key(component), cancel);
        return (answer?.ReadNode()["data"] as JsonObject)?["target"]?.GetValue<string>();
    }

    /// <summary>The same, of what may have been read beforehand.</summary>
    public static async Task<string?> ReadAsync(Tenant tenant, string component, CancellationToken cancel)
    {
        var (ns, name) = Key(component);
        var map = await tenant.FindAsync(new ObjectRef(ConfigMap, ns ?? "", name), cancel);
        return (map?["data"] as JsonObject)?["target"]?.GetValue<string>();
    }

    /// <summary>Writes it. Its namespace is made where it is missing.</summary>
    public static async Task WriteAsync(
        IKubeApi tenant, string component, string version, string target, CancellationToken cancel)
    {
        await EnsureNamespaceAsync(tenant, cancel);
        var body = Object("ConfigMap", Key(component));
        body["metadata"]!["labels"] = new JsonObject { [Labels.Component] = component };
        body["data"] = new JsonObject { ["target"] = target, ["version"] = version };
        await tenant.ApplyAsync(KubeResources.ConfigMaps, Key(component), body, AsFairway, cancel);
    }

    /// <summary>Makes the namespace of Fairway's own objects where it is missing.</summary>
    public static async Task EnsureNamespaceAsync(IKubeApi tenant, CancellationToken cancel)
    {
        var ns = new ObjectKey(null, Labels.SystemNamespace);
        if (await tenant.FindAsync(KubeResources.Namespaces, ns, cancel) is null)
        {
            await tenant.ApplyAsync(KubeResources.Namespaces, ns, Object("Namespace", ns), AsFairway, cancel);
        }
    }

    private static ObjectKey Key(string component) => new(Labels.SystemNamespace, $"fairway-inventory-{component}");

    private static JsonObject Object(string kind, ObjectKey key)
    {
        var metadata = new JsonObject { ["name"] = key.Name };
        if (key.Namespace is { } ns)
        {
            metadata["namespace"] = ns;
        }

        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = kind, ["metadata"] = metadata };
    }
}
