using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Delivery.Records;
using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Stories;

/// <summary>What a fleet has in the end, without what differs from run to run: times, uids, versions, the names of who
/// wrote it.</summary>
internal static partial class EndState
{
    private static readonly string[] Kinds =
    [
        "statefulsets.apps", "configmaps", "services", "pods", "rollouts.fairway.dev", "deployments.apps", "jobs.batch",
        "things.example.io",
    ];

    public static async Task<string> OfAsync(ReferenceFleet all, string component = ReferenceFleet.Component)
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

        return text.Append(await TenantsAsync(all, component)).ToString();
    }

    /// <summary>What the tenant clusters have, and what is recorded of them.</summary>
    public static async Task<string> TenantsAsync(ReferenceFleet all, string component)
    {
        var text = new StringBuilder();
        foreach (var tenant in all.Fleet.Tenants)
        {
            AddTenant(text, tenant);
            var state = await all.Fleet.Db.NewestAsync(new PairKey(tenant.Name, component), CancellationToken.None);
            text.Append(null, $"{tenant.Name} is recorded: {state.Newest?.Mark} {state.Newest?.Version} ")
                .Append(null, $"{state.Newest?.ManifestDigest}, good {state.Good?.Version}\n");
        }

        return text.ToString();
    }

    private static void AddTenant(StringBuilder text, SimulatedCluster tenant)
    {
        foreach (var kind in Kinds)
        {
            foreach (var item in tenant.All(kind).Where(
                item => Namespace(item) is "cache" or "acting" or "fairway-system"))
            {
                var spec = kind switch
                {
                    "pods" => item["spec"]!["containers"]![0]!["image"],
                    "rollouts.fairway.dev" => item["status"]!["phase"],
                    "configmaps" => item["data"],
                    "services" => item["spec"]!["ports"],
                    "jobs.batch" => item["metadata"]!["annotations"]!["fairway.dev/hook-run"],
                    _ => item["spec"],
                };
                var name = item["metadata"]!["generateName"] ?? item["metadata"]!["name"];
                var said = Uid().Replace(spec?.ToJsonString() ?? "", "UID");
                text.Append(null, $"{tenant.Name} {kind} {name} {said}\n");
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

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture)]
    private static partial Regex Uid();

    private static string? Namespace(JsonObject item) => (string?)item["metadata"]!["namespace"];
}
