using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Bench.Programs;
using Fairway.Charts;
using Fairway.Components.Composition;
using Fairway.Components.Generated;
using Fairway.Components.Planning;
using Fairway.Components.Sealing;
using Fairway.Components.Surveys;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Memory;
using Fairway.Merge.Diffing;
using Fairway.Merge.Plans;
using Fairway.Rollouts;
using Fairway.Schema.Digests;
using Fairway.Twin.Api;
using Fairway.Twin.Storage;

namespace Fairway.Bench.Components;

/// <summary>
/// Figures of components: <c>bench components</c>. The sample chart registry-cache for pairs of cluster and component,
/// of which each has a meta-config of its own; and components of more and more objects. On one thread, in memory,
/// without asking clusters.
/// </summary>
internal static class ComponentFigures
{
    private const string Name = "registry-cache";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly RolloutCatalogue Catalogue = new();
    private static readonly SecretMask Mask = new("a key of the bench"u8);
    private static readonly Drawing Drawn = new(Mask);
    private static readonly SealKeys Seals = new([new("bench", new byte[SealKeys.KeySize])]);

    public static async Task RunAsync()
    {
        var store = ApiStore.Open(TimeProvider.System);
        var api = new ApiServer(new ApiServerOptions(store, TimeProvider.System, new Random(1)));
        var kinds = await TenantKinds.DiscoverAsync(new DirectKubeApi(api, ApiUser.Admin), None);
        var folder = Path.Combine(RepositoryRoot.Find(), "samples", "charts", Name);
        var chart = ChartArchive.Load(
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
                file => Path.GetRelativePath(folder, file), file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file)));
        Pairs(chart, kinds);
        Growth.Say("recorded twice: read, and laid over", "objects", [10, 100, 1_000], Recorded);
        Growth.Say("compared, judged, fingerprinted", "objects", [10, 100, 1_000], Compared);
    }

    /// <summary>Pairs one after the other: what one costs among so many.</summary>
    private static void Pairs(Chart chart, TenantKinds kinds)
    {
        int[] sizes = [100, 1_000];
        var fleets = sizes.ToDictionary(size => size, size => Fleet(size, chart, kinds));
        Each("compose", pair => ValueComposer.Compose(pair.Request));
        Each("render the target", pair => TargetMaker.Make(pair.Request, chart, pair.Values, kinds, Drawn));
        Each("compare, judge, fingerprint", pair => Plan(pair, pair.Target));
        Each("all of it", pair => Whole(pair, chart, kinds));
        foreach (var size in sizes)
        {
            Figure.Say($"{Name}: pairs a second, of {size}", Rate(fleets[size], chart, kinds));
        }

        void Each(string what, Func<Pair, object> part) => Growth.Say($"{Name}: {what}, one of", "pairs", sizes, size =>
        {
            var next = 0;
            return () => part(fleets[size][next++ % size]);
        });
    }

    private static ChangePlan Whole(Pair pair, Chart chart, TenantKinds kinds)
    {
        var plan = Plan(pair, TargetMaker.Make(pair.Request, chart, ValueComposer.Compose(pair.Request), kinds, Drawn));
        return plan.Changes.Count > 0 ? plan : throw new InvalidOperationException("nothing changes");
    }

    private static string Rate(Pair[] fleet, Chart chart, TenantKinds kinds)
    {
        var (began, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var count = 0;
        for (; Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(3); count++)
        {
            _ = Whole(fleet[count % fleet.Length], chart, kinds);
        }

        var clock = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        var processor = count / (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture, $"{clock,10:N0} by the clock, {processor:N0} a second of processor");
    }

    private static Pair[] Fleet(int clusters, Chart chart, TenantKinds kinds)
    {
        var configs = Enumerable.Range(0, clusters).Select(Config).Append(Wide()).ToList();
        return [.. Enumerable.Range(0, clusters).Select(number =>
        {
            var old = Request(number, "2.8.3", configs);
            var request = Request(number, "2.8.4", configs);
            var values = ValueComposer.Compose(request);
            return new Pair(
                request,
                values,
                TargetMaker.Make(request, chart, values, kinds, Drawn),
                Before(TargetMaker.Make(old, chart, ValueComposer.Compose(old), kinds, Drawn)));
        })];
    }

    private static ChangePlan Plan(Pair pair, TargetDocument target) =>
        ChartPlanner.Plan(pair.Before with { Target = target }).ToChangePlan();

    /// <summary>The old target was applied, and is live as it is recorded.</summary>
    private static ChartObservation Before(TargetDocument old)
    {
        var recorded = new RecordedTarget(
            old.Version, ["old"], [.. old.Items.Select(item => (ObjectRef.Of(item), item))], WasApplied: true);
        var live = old.Items.ToDictionary(ObjectRef.Of, item => (JsonObject)item.DeepClone());
        return new ChartObservation(old, recorded, live, Catalogue, Mask);
    }

    private static ChangeRequest Request(int cluster, string tag, IReadOnlyList<MetaConfig> configs) => new(
        new Cluster
        {
            Metadata = new ObjectMeta
            {
                Name = Cluster.FixedName,
                Namespace = $"cluster-{cluster}",
                Labels = new Dictionary<string, string>
                {
                    [Labels.Stage] = "production",
                    [Labels.Region] = $"region-{cluster % 9}",
                },
            },
        },
        new Component
        {
            Metadata = new ObjectMeta { Name = Name },
            Spec = new ComponentSpec
            {
                Namespace = "cache",
                Images = [new ImagePlace { Name = "cache", Path = "image", Form = ImageForm.Parts }],
            },
        },
        new ComponentVersion
        {
            Metadata = new ObjectMeta { Name = $"{Name}-{tag}" },
            Spec = new ComponentVersionSpec
            {
                Component = Name,
                Version = tag,
                Images = new Dictionary<string, string>
                {
                    ["cache"] = $"registry.example/library/registry-cache:{tag}",
                },
            },
        },
        configs);

    private static MetaConfig Wide() => new()
    {
        Metadata = new ObjectMeta { Name = "all" },
        Spec = new MetaConfigSpec { Component = Name, Values = new JsonObject { ["logLevel"] = "warn" } },
    };

    private static MetaConfig Config(int cluster) => new()
    {
        Metadata = new ObjectMeta { Name = $"of-{cluster}" },
        Spec = new MetaConfigSpec
        {
            Component = Name,
            Cluster = $"cluster-{cluster}",
            Values = new JsonObject { ["replicas"] = 1 + (cluster % 9) },
        },
    };

    /// <summary>Applied once, and another target begun since: as after a crash.</summary>
    private static Func<object> Recorded(int objects)
    {
        var db = new InMemoryMetaDb();
        var pair = new PairKey("cluster", Name);
        Put(RecordMark.Applied, "1", null);
        Put(RecordMark.Intended, "2", 1);
        var shelf = new TargetShelf(db, Seals);
        var records = new PairRecords(db);
        return () => RecordedTarget.ReadAsync(records, shelf, pair, "another", None).GetAwaiter().GetResult();

        void Put(RecordMark mark, string value, long? after)
        {
            var digest = new TargetShelf(db, Seals).PutAsync(Maps(objects, value), None).GetAwaiter().GetResult();
            var record = new ComponentRecord
            {
                ClusterId = pair.ClusterId,
                Component = pair.Component,
                Mark = mark,
                Version = value,
                VersionDigest = Digest.Of("version"u8),
                ValuesDigest = Digest.Of("values"u8),
                ManifestDigest = digest,
                Images = new Dictionary<string, string>(),
                ReleaseId = $"r-{value}",
                Epoch = 1,
                At = DateTimeOffset.UnixEpoch,
            };
            db.RecordAsync(record, after ?? 0, None).GetAwaiter().GetResult();
        }
    }

    private static Func<object> Compared(int objects)
    {
        var seen = Before(Maps(objects, "1")) with { Target = Maps(objects, "2") };
        return () => ChartPlanner.Plan(seen).ToChangePlan();
    }

    private static TargetDocument Maps(int objects, string value) => new()
    {
        Component = Name,
        Version = value,
        ChartDigest = "chart",
        ValuesDigest = "values",
        Objects = new JsonArray([.. Enumerable.Range(0, objects).Select(n => (JsonNode)new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = $"map-{n}", ["namespace"] = "cache" },
            ["data"] = new JsonObject { ["a"] = value, ["b"] = "always", ["c"] = "the same" },
        })]),
    };

    /// <param name="Before">What is recorded and live; its target is the old one.</param>
    private sealed record Pair(
        ChangeRequest Request, EffectiveValues Values, TargetDocument Target, ChartObservation Before);
}
