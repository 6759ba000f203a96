using System.Globalization;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Merge.Plans;
using Fairway.Releases.Fleet;
using Fairway.Releases.Planning;

namespace Fairway.Bench.Releases;

/// <summary>
/// Figures of a Release at growing fleets: <c>bench releases</c>. What the planner needs for one look after one
/// ClusterRelease has finished, and what folding the clusters' plans into one needs. Reading caches and writing are not
/// in it.
/// </summary>
internal static class ReleaseFigures
{
    private const int Fields = 6;
    private const int Kinds = 5;
    private static readonly int[] Sizes = [30, 300, 3_000];
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static void Run()
    {
        // Twice, since the first figure of a process still warms up.
        foreach (var atOnce in new[] { IntOrPercent.Count(10), IntOrPercent.Count(10), IntOrPercent.Percent(10) })
        {
            Growth.Say($"look, {atOnce} at once, one finished", "clusters", Sizes, n => Look(n, atOnce));
        }

        Growth.Say("look under an EmergencyStop, 10% at once", "clusters", Sizes, LookStopped);
        Growth.Say("look on the way back, 10% at once", "clusters", Sizes, LookBack);
        foreach (var components in new[] { 1, 4 })
        {
            Growth.Say($"fold, {components} components", "clusters", Sizes, n => Fold(n, components));
            Growth.Say($"digest, {components} components", "clusters", Sizes, n => DigestOf(n, components));
        }
    }

    private static Func<object> Look(int clusters, IntOrPercent atOnce)
    {
        var seen = OneFinished(clusters, atOnce);
        var plan = ReleasePlanner.Plan(seen);
        if (plan.Then.Count != 1 || plan.Status.Slots?.Count != seen.Status.Slots?.Count)
        {
            throw new InvalidOperationException("one slot should have become free, and gone to another cluster");
        }

        return () => ReleasePlanner.Plan(seen);
    }

    private static Func<object> LookStopped(int clusters)
    {
        var seen = OneFinished(clusters, IntOrPercent.Percent(10));
        var stop = new StopSight("stop", "the bench says no", AllowsRollbacks: false);
        var stopped = seen with { Members = [.. seen.Members.Select(member => member with { Stop = stop })] };
        return () => ReleasePlanner.Plan(stopped);
    }

    private static Func<object> LookBack(int clusters)
    {
        var seen = OneFinished(clusters, IntOrPercent.Percent(10));
        var back = seen with
        {
            Release = seen.Release with { Status = seen.Status with { Phase = ReleasePhase.RollingBack } },
        };
        return () => ReleasePlanner.Plan(back);
    }

    /// <summary>The second of two stages, half of it done, all slots taken; one that has a slot has just
    /// finished.</summary>
    private static ReleaseObservation OneFinished(int clusters, IntOrPercent atOnce)
    {
        var first = clusters / 10;
        var stage = new Stage { Name = "most", MaxConcurrency = atOnce };
        var flying = SlotPlanner.Limit(stage, clusters - first);
        var done = clusters / 2;
        var members = Enumerable.Range(0, clusters)
            .Select(n => Member(n, n < first ? "first" : stage.Name, Phase(n, done, flying)))
            .ToList();
        return new ReleaseObservation
        {
            Now = Now,
            Plan = new PlanDocument
            {
                Release = "r", Pipeline = new() { Stages = [new Stage { Name = "first" }, stage] },
            },
            Members = members,
            Release = new Release
            {
                Metadata = new ObjectMeta { Name = "r", Uid = "uid", Finalizers = [ReleaseObservation.Finalizer] },
                Spec = new ReleaseSpec { Pipeline = "p", Changes = [new ReleaseChange { Component = "web" }] },
                Status = new ReleaseStatus
                {
                    Phase = ReleasePhase.Running,
                    Stage = stage.Name,
                    StartedAt = Now.AddHours(-1),
                    Stages =
                    [
                        new StageStatus { Name = "first", Phase = StagePhase.Done },
                        new StageStatus { Name = stage.Name, Phase = StagePhase.Running },
                    ],
                    Slots = [.. members.Skip(done).Take(flying).Select(m => new Slot { Cluster = m.Cluster })],
                },
            },
        };
    }

    private static ClusterReleasePhase? Phase(int number, int done, int flying) =>
        number <= done ? ClusterReleasePhase.Succeeded : number < done + flying ? ClusterReleasePhase.Step : null;

    private static MemberSight Member(int number, string stage, ClusterReleasePhase? phase) => new()
    {
        Cluster = Name(number),
        Stage = stage,
        Importance = number % 10,
        ClusterRelease = phase is null ? null : new ClusterRelease
        {
            Metadata = new ObjectMeta { Name = "r", Namespace = Name(number) },
            Spec = new ClusterReleaseSpec { Release = "r", Stage = stage },
            Status = new ClusterReleaseStatus
            {
                Phase = phase.Value,
                Intent = new Intent { Epoch = 1, At = Now.AddMinutes(-5) },
                StartedAt = Now.AddMinutes(-5),
                FinishedAt = phase == ClusterReleasePhase.Succeeded ? Now.AddSeconds(-1) : null,
            },
        },
    };

    /// <summary>The plans of the clusters are folded into one document, and its verdicts counted.</summary>
    private static Func<object> Fold(int clusters, int components)
    {
        var members = Planned(clusters, components);
        var release = new Release { Metadata = new ObjectMeta { Name = "r" } };
        var pipeline = new ReleasePipelineSpec { Stages = [new Stage { Name = "first" }, new Stage { Name = "most" }] };
        return () =>
        {
            var document = FoldPlanner.Fold(release, pipeline, members, []);
            return (
                document.Groups.Count == Kinds ? document : throw new InvalidOperationException("other groups"),
                FoldPlanner.Count(document, field => field.Verdict == ChangeVerdict.NeedsApproval),
                FoldPlanner.Count(document, field => field.IsFinal));
        };
    }

    private static Func<object> DigestOf(int clusters, int components)
    {
        var members = Planned(clusters, components);
        return () => FoldPlanner.Digest(members);
    }

    private static MemberPlan[] Planned(int clusters, int components) =>
    [
        .. Enumerable.Range(0, clusters).Select(cluster => new MemberPlan(
            Name(cluster),
            cluster % 10 == 0 ? "first" : "most",
            [.. Enumerable.Range(0, components).Select(component => Change(cluster % Kinds, component))])),
    ];

    private static MemberChange Change(int kind, int component) => MemberPlanner.Approve(
        new PinnedChange("chart", $"component-{component}", "2.0.0", null, $"sha256:{kind:x64}"),
        new ChangePlan(
            $"1.{kind}.0",
            [.. Enumerable.Range(0, Fields).Select(field => Field($"{component}/{field}/{kind}", field))],
            [new PlannedRollout("StatefulSet cache/registry-cache", null)]));

    private static PlannedChange Field(string what, int field) => new(
        "StatefulSet cache/registry-cache",
        $"spec.template.spec.containers[name=c{field}].image",
        $"\"before {what}\"",
        $"\"after {what}\"",
        field == 0 ? ChangeVerdict.NeedsApproval : ChangeVerdict.Allow,
        "",
        Fingerprint.Sha256(what),
        IsDrift: false);

    private static string Name(int cluster) => string.Create(CultureInfo.InvariantCulture, $"cluster-{cluster:0000}");
}
