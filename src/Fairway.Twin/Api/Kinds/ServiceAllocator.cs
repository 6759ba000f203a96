using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Kinds;

/// <summary>
/// Gives Services their cluster addresses (10.0.0.0/16) and node ports (30000 to 32767): drawn by lot among those that
/// no stored Service has and that were not given out lately, so that two creations at once do not draw the same.
/// </summary>
internal sealed class ServiceAllocator(ClusterStore store, IdSource ids)
{
    private const int FirstPort = 30_000;
    private const int Ports = 2_768;
    private const int Addresses = 65_534;
    private readonly Lock gate = new();
    private readonly HashSet<int> lateAddresses = [];
    private readonly HashSet<int> latePorts = [];
    private readonly ResourceType services = ResourceTable.BuiltIn.Find("", "v1", "services")!;

    public string Address() => Text(Draw(lateAddresses, Addresses, UsedAddresses, "cluster address"));

    public int Port() => FirstPort + Draw(latePorts, Ports, UsedPorts, "node port");

    private static string Text(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"10.0.{(number + 1) >> 8}.{(number + 1) & 0xFF}");

    private int Draw(HashSet<int> late, int count, Func<HashSet<string>> readUsed, string what)
    {
        var used = readUsed();
        lock (gate)
        {
            if (late.Count + used.Count >= count)
            {
                late.Clear();
            }

            var start = ids.Number(count);
            for (var i = 0; i < count; i++)
            {
                var candidate = (start + i) % count;
                var taken = used.Contains(count == Ports
                    ? (FirstPort + candidate).ToString(CultureInfo.InvariantCulture)
                    : Text(candidate));
                if (!taken && late.Add(candidate))
                {
                    return candidate;
                }
            }
        }

        throw new ApiFailure(500, "InternalError", $"every {what} is taken: delete Services that are not needed");
    }

    private HashSet<string> UsedAddresses()
    {
        var at = services.SelectableFields.IndexOf("spec.clusterIP");
        return store.View(services.StorageName).Select(s => s.Fields[at]).ToHashSet(StringComparer.Ordinal);
    }

    private HashSet<string> UsedPorts()
    {
        var at = services.SelectableFields.IndexOf("spec.type");
        return store.View(services.StorageName)
            .Where(s => s.Fields[at] is "NodePort" or "LoadBalancer")
            .SelectMany(s => PortsOf(StoredTree.Read(s, services)["spec"]))
            .ToHashSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> PortsOf(JsonNode? spec) => (spec?["ports"] as JsonArray ?? [])
        .Select(p => p?["nodePort"]?.ToString() ?? "")
        .Append(spec?["healthCheckNodePort"]?.ToString() ?? "");
}
