using System.Diagnostics;
using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Fairway.Merge.Plans;
using Fairway.Schema;

namespace Fairway.Bench.Merge;

/// <summary>
/// Figures of a plan's parts at growing sizes: <c>bench plan</c>. One object is compared, judged and fingerprinted;
/// pairs of 300 clusters are folded into groups.
/// </summary>
internal static class PlanFigures
{
    private const int Clusters = 300;

    private static readonly SecretMask Mask = new("a key of the bench"u8);

    public static void Run()
    {
        foreach (var containers in new[] { 1, 4, 16 })
        {
            Compare(containers, changed: false);
            Compare(containers, changed: true);
        }

        foreach (var pairs in new[] { 600, 600, 6_000, 60_000 })
        {
            Group(pairs);
        }
    }

    private static void Compare(int containers, bool changed)
    {
        const int Times = 20_000;
        var kind = new GroupVersionKind("apps", "v1", "Deployment");
        var (schema, notOurs) = (BuiltInSchemas.Find(kind), RolloutFields.Of(kind));
        var (recorded, live) = (Deployment(containers, "a:1"), Deployment(containers, "a:1"));
        var target = Deployment(containers, changed ? "a:2" : "a:1");
        var clock = Stopwatch.StartNew();
        var (warm, found) = (TimeSpan.Zero, 0);
        var allocated = 0L;
        for (var i = 0; i < 2 * Times; i++)
        {
            if (i == Times)
            {
                (warm, found) = (clock.Elapsed, 0);
                allocated = GC.GetTotalAllocatedBytes(precise: true);
            }

            var judged = DangerGuard.Default.Judge(ThreeWayDiff.Of(recorded, target, live, schema, notOurs));
            found += judged.Count(change => Fingerprint.Of(change, Mask).Digest.Length > 0);
        }

        var micros = (clock.Elapsed - warm).TotalMicroseconds / Times;
        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / Times;
        Figure.Say(
            $"diff of a Deployment, {containers} containers, {found / Times} changes",
            $"{micros:n1} us, {bytes:n0} bytes allocated");
    }

    private static void Group(int pairs)
    {
        var prints = Enumerable.Range(0, 500).Select(n => new Fingerprint($"sha256:{n:x64}")).ToArray();
        var fleet = Enumerable.Range(0, pairs)
            .Select(pair => new ClusterChanges(
                $"cluster-{pair % Clusters:000}",
                [prints[pair / Clusters], prints[(pair / Clusters) + (pair % Clusters % 7 == 0 ? 250 : 1)]]))
            .ToArray();
        var clock = Stopwatch.StartNew();
        var groups = ChangeGrouping.Group(fleet);
        Figure.Say(
            $"{pairs} pairs of {Clusters} clusters into {groups.Length} groups",
            $"{clock.Elapsed.TotalMilliseconds:n1} ms, {clock.Elapsed.TotalMicroseconds / pairs:n2} us a pair");
    }

    private static JsonObject Deployment(int containers, string image) => new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = new JsonObject { ["name"] = "x", ["namespace"] = "ns" },
        ["spec"] = new JsonObject
        {
            ["replicas"] = 3,
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = "x" } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = "x" } },
                ["spec"] = new JsonObject
                {
                    ["containers"] = new JsonArray(
                        [.. Enumerable.Range(0, containers).Select(n => Container(n, n == 0 ? image : "a:1"))]),
                    ["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" }),
                },
            },
        },
    };

    private static JsonNode Container(int number, string image) => new JsonObject
    {
        ["name"] = $"c{number}",
        ["image"] = image,
        ["args"] = new JsonArray("--level", "info"),
        ["env"] = new JsonArray(
            new JsonObject { ["name"] = "A", ["value"] = "1" },
            new JsonObject { ["name"] = "B", ["value"] = "2" }),
        ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = 80, ["protocol"] = "TCP" }),
        ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = "1", ["memory"] = "1Gi" } },
    };
}
