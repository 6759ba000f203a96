using System.Text;
using System.Text.Json.Nodes;
using Fairway.Delivery.Records;
using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Stories;

/// <summary>What a fleet has in the end, without what differs from run to run: times, uids, versions, the names of who
/// wrote it.</summary>
internal static class EndState
{
    private static readonly string[] Kinds =
    [
        "statefulsets.apps", "configmaps", "services", "pods", "rollouts.fairway.dev",
    ];

    public static async Task<string> OfAsync(ReferenceFleet all)
    {
        var fleet = all.Fleet;
        var text = new StringBuilder();
        foreach (var release in fleet.Meta.All("releases.fairway.dev"))
        {
            Add(text, "release", release, ["phase", "stage", "clusters", "done", "slots"]);
        }

        foreach (var item in fleet.Meta.All("clusterreleases.fairway.dev"))
        {
            Add(text, "cluster release", item, ["phase", "direction", "change", "reason"]);
        }

        foreach (var item in fleet.Meta.All("clustercomponents.fairway.dev"))
        {
            Add(text, "component", item, ["applied", "good"]);
        }

        foreach (var tenant in fleet.Tenants)
        {
            AddTenant(text, tenant);
            var state = await fleet.Db.NewestAsync(
                new PairKey(tenant.Name, ReferenceFleet.Component), CancellationToken.None);
            text.Append(null, $"{tenant.Name} is recorded: {state.Newest?.Mark} {state.Newest?.Version} ")
                .Append(null, $"{state.Newest?.ManifestDigest}, good {state.Good?.Version}\n");
        }

        return text.ToString();
    }

    private static void AddTenant(StringBuilder text, SimulatedCluster tenant)
    {
        foreach (var kind in Kinds)
        {
            foreach (var item in tenant.All(kind).Where(item => Namespace(item) is "cache" or "fairway-system"))
            {
                var spec = kind switch
                {
                    "pods" => item["spec"]!["containers"]![0]!["image"],
                    "rollouts.fairway.dev" => item["status"]!["phase"],
                    "configmaps" => item["data"],
                    "services" => item["spec"]!["ports"],
                    _ => item["spec"],
                };
                text.Append(null, $"{tenant.Name} {kind} {item["metadata"]!["name"]} {spec?.ToJsonString()}\n");
            }
        }
    }

    private static void Add(StringBuilder text, string what, JsonObject item, string[] fields)
    {
        text.Append(null, $"{what} {Namespace(item)}/{item["metadata"]!["name"]}");
        foreach (var field in fields)
        {
            text.Append(null, $" {field}={item["status"]?[field]?.ToJsonString()}");
        }

        text.Append('\n');
    }

    private static string? Namespace(JsonObject item) => (string?)item["metadata"]!["namespace"];
}
