using System.Diagnostics;
using System.Globalization;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Bench.Merge;
using Fairway.MetaDb.Memory;
using Fairway.MetaDb.Sqlite;
using Fairway.Releases.Fleet;
using Fairway.Releases.Planning;

namespace Fairway.Bench.Planning;

/// <summary>
/// Figures of plans: <c>bench plan</c> has those of one object, and <c>bench plan fleet [CLUSTERS COMPONENTS
/// [FOLDER]]</c> of whole fleets, as the manager makes, folds, stores and shows them. Clusters are twins behind the
/// direct seam, whose work counts; records are in memory, or in SQLite in the folder. The plans: the whole fleet at the
/// versions that it has, but for one new one; one component's new version everywhere; everything of one cluster.
/// </summary>
internal static class FleetPlanFigures
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task RunAsync(string[] arguments)
    {
        if (arguments is [])
        {
            PlanFigures.Run();
            return;
        }

        var sizes = arguments is [_, var clusters, var components, ..]
            ? [(Number(clusters), Number(components))]
            : new[] { (3, 20), (30, 20), (30, 60) };
        foreach (var (some, each) in sizes)
        {
            await OfAsync(some, each, arguments.ElementAtOrDefault(3));
        }
    }

    private static async Task OfAsync(int clusters, int components, string? parent)
    {
        if (parent is null)
        {
            await using var memory = new InMemoryMetaDb();
            await SayAsync(await BenchFleet.MakeAsync(clusters, components, memory), components);
            return;
        }

        var folder = Path.Combine(parent, $"fairway-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        await using (var db = await SqliteMetaDb.OpenAsync(Path.Combine(folder, $"{clusters}.db"), None))
        {
            await SayAsync(await BenchFleet.MakeAsync(clusters, components, db), components);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task SayAsync(BenchFleet fleet, int components)
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        Figure.Say(
            $"{fleet.Clusters.Count} x {components}: the fleet itself",
            string.Create(CultureInfo.InvariantCulture, $"{heap / 1e6,10:N0} MB"));
        var whole = fleet.Charts.Select((chart, place) => Change(chart, place == 0 ? BenchChart.New : BenchChart.Old));
        Release[] plans =
        [
            Plan("whole", [.. whole]),
            Plan("whole", [.. whole]),
            Plan("one component", [Change(fleet.Charts[0], BenchChart.New)]),
            Plan("one cluster", [.. whole]) is var one
                ? one with { Spec = one.Spec with { Cluster = fleet.Clusters.First() } }
                : one,
        ];
        foreach (var release in plans)
        {
            fleet.Forget();
            await SayAsync(fleet, release, components);
        }
    }

    private static async Task SayAsync(BenchFleet fleet, Release release, int components)
    {
        var context = fleet.Context();
        var pairs = release.Spec.Changes.Count * (release.Spec.Cluster is null ? fleet.Clusters.Count : 1);
        GC.Collect();
        var before = (
            Clock: Stopwatch.GetTimestamp(),
            Cpu: Environment.CpuUsage.TotalTime,
            Bytes: GC.GetTotalAllocatedBytes(precise: true),
            CountedApi.Requests);
        var outcome = await new PlanMaker(context).MakeAsync(release, None);
        await new PlanShow(context).ShowAsync(
            release,
            outcome.Pinned ?? throw new InvalidOperationException(outcome.Failure),
            outcome.Document!,
            None);
        var clock = Stopwatch.GetElapsedTime(before.Clock);
        var cpu = Environment.CpuUsage.TotalTime - before.Cpu;
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - before.Bytes;
        using var process = Process.GetCurrentProcess();
        var requests = CountedApi.Requests - before.Requests;
        Say($"{clock.TotalSeconds,7:N2} s, {cpu.TotalSeconds:N2} s of processor, {outcome.Pinned!.Groups} groups");
        var micros = cpu.TotalMicroseconds / pairs;
        Say($"a pair {micros:N0} us, {bytes / 1000 / pairs:N0} kB, {(double)requests / pairs:N1} requests");
        Say($"{process.PeakWorkingSet64 / 1e6:N0} MB resident at most");

        void Say(FormattableString figure) => Figure.Say(
            $"{fleet.Clusters.Count} x {components}: {release.Metadata.Name}, {pairs} pairs",
            figure.ToString(CultureInfo.InvariantCulture));
    }

    private static Release Plan(string name, IReadOnlyList<ReleaseChange> changes) => new()
    {
        Metadata = new ObjectMeta { Name = name.Replace(' ', '-'), Uid = "0123456789" },
        Spec = new ReleaseSpec { Pipeline = BenchFleet.Pipeline, Mode = ReleaseMode.Plan, Changes = changes },
    };

    private static ReleaseChange Change(BenchChart chart, string version) =>
        new() { Component = chart.Name, Version = version };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
