using System.Globalization;
using CsCheck;
using Fairway.Kube.Pods.Objects;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.CloneSets;
using Xunit;

namespace Fairway.Tests.Workloads.CloneSets;

public sealed class ReplicaArithmeticTests
{
    private static readonly KruiseTable Rows = KruiseTable.Load("clonesets/replica-numbers");

    public static TheoryData<string> Numbers => Rows.Names;

    [Theory, MemberData(nameof(Numbers))]
    public void Counts_as_OpenKruise_counts(string row) =>
        Assert.Equal(Expected(Rows.Row(row).Expected), Of(Rows.Row(row), exact: true));

    [Theory, MemberData(nameof(Numbers))]
    public void Counts_otherwise_only_where_unavailable_pods_are_marked(string row)
    {
        Assert.Equal(Expected(Rows.Row(row).Ours ?? Rows.Row(row).Expected), Of(Rows.Row(row), exact: false));
        Assert.NotEqual(Rows.Row(row).Expected, Rows.Row(row).Ours);
    }

    [Fact]
    public void A_share_keeps_a_pod_back_and_lets_one_go() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 100]).Sample((replicas, percent) =>
        {
            var kept = new ReplicaPolicy(replicas) { Partition = IntOrPercent.Percent(percent) }.PartitionReplicas;
            Assert.InRange(kept, 0, replicas);
            Assert.True(percent == 0 || replicas == 0 || kept >= 1);
            Assert.True(percent == 100 || replicas <= 1 || kept <= replicas - 1);
        });

    [Fact]
    public void Deleting_all_that_may_go_leaves_as_many_available_as_the_limit_says() =>
        Situation.Sample(situation =>
        {
            var (policy, old, updated) = situation;
            var numbers = ReplicaArithmetic.Of(policy, old, updated, isOneRevision: false);
            var before = Available(old) + Available(updated);
            var floor = policy.Replicas - policy.Unavailable;
            Assert.True(before - numbers.DeleteReadyLimit >= Math.Min(before, floor), $"{situation} {numbers}");
        });

    [Fact]
    public void OpenKruise_itself_may_leave_fewer()
    {
        // Five, two of them may be unavailable: one is ready and marked, one not ready and marked, one not ready.
        var exact = new ReplicaPolicy(5) { MaxUnavailable = IntOrPercent.Count(2), KruiseExact = true };
        var policy = exact with { KruiseExact = false };
        var pods = default(RevisionTally).With(false, true, true).With(false, true, false).With(false, false, false)
            .With(false, false, true).With(false, false, true);

        Assert.Equal(1, ReplicaArithmetic.Of(exact, default, pods, true).DeleteReadyLimit);
        Assert.Equal(0, ReplicaArithmetic.Of(policy, default, pods, true).DeleteReadyLimit);
    }

    [Fact]
    public void A_higher_partition_brings_nothing_back_by_itself() => Situation.Sample(situation =>
    {
        var (policy, old, updated) = situation;
        Assert.True(ReplicaArithmetic.Of(policy, old, updated, isOneRevision: false).Update >= 0);
    });

    [Fact]
    public void A_paused_set_uses_no_surge() => Situation.Sample(situation =>
    {
        var (policy, old, updated) = situation;
        var numbers = ReplicaArithmetic.Of(policy with { Paused = true }, old, updated, isOneRevision: false);
        Assert.Equal(0, numbers.Surge);
        Assert.True(numbers.ScaleUp <= Math.Max(policy.Replicas - old.Active - updated.Active, 0));
    });

    private static Gen<(ReplicaPolicy Policy, RevisionTally Old, RevisionTally Updated)> Situation =>
        from replicas in Gen.Int[0, 8]
        from partition in Gen.Int[0, 8]
        from unavailable in Gen.Int[0, 4]
        from surge in Gen.Int[0, 3]
        from old in Tally
        from updated in Tally
        select (
            new ReplicaPolicy(replicas)
            {
                Partition = IntOrPercent.Count(partition),
                MaxUnavailable = IntOrPercent.Count(unavailable),
                MaxSurge = IntOrPercent.Count(surge),
            },
            old,
            updated);

    private static Gen<RevisionTally> Tally =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool).Array[0, 6].Select(pods =>
            pods.Aggregate(
                default(RevisionTally), (all, pod) => all.With(pod.Item1 && pod.Item2, pod.Item2, pod.Item3)));

    private static int Available(RevisionTally tally) =>
        tally.Active - tally.Unavailable - tally.MarkedUnavailable;

    private static ReplicaNumbers Of(KruiseRow row, bool exact)
    {
        var flags = row["flags"].Split(',');
        var policy = new ReplicaPolicy(Number(row["replicas"]))
        {
            Partition = Share(row["partition"])!.Value,
            MaxUnavailable = Share(row["maxUnavailable"])!.Value,
            MaxSurge = Share(row["maxSurge"])!.Value,
            ScaleMaxUnavailable = Share(row["scaleStrategy.maxUnavailable"]),
            Paused = flags.Contains("paused"),
            ExcludePreparingDelete = flags.Contains("excludePreparingDelete"),
            PartitionRollsBack = flags.Contains("rollback"),
            KruiseExact = exact,
        };
        var (old, updated) = Tallies(row["pods"], flags.Contains("preparingUpdateAsUpdate"));
        return ReplicaArithmetic.Of(policy, old, updated, flags.Contains("sameRevision"));
    }

    private static (RevisionTally Old, RevisionTally Updated) Tallies(string pods, bool preparingIsUpdated)
    {
        var (old, updated) = (default(RevisionTally), default(RevisionTally));
        foreach (var group in pods == "-" ? [] : pods.Split(' '))
        {
            var (count, words) = (Number(group[..group.IndexOf('x')]), group[(group.IndexOf('x') + 1)..].Split('+'));
            var isNew = words[0] == "new" || (preparingIsUpdated && words.Contains("PreparingUpdate"));
            var isAvailable = !words.Skip(1).Any(word => word is "unready" or "Updating" or "PreparingUpdate");
            for (var i = 0; i < count; i++)
            {
                ref var tally = ref isNew ? ref updated : ref old;
                tally = tally.With(words.Contains("PreparingDelete"), words.Contains("marked"), isAvailable);
            }
        }

        return (old, updated);
    }

    private static ReplicaNumbers Expected(string expected)
    {
        var numbers = expected == "-" ? [] : expected.Split(' ').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => Number(pair[1]));
        return new ReplicaNumbers
        {
            ScaleUp = numbers.GetValueOrDefault(nameof(ReplicaNumbers.ScaleUp)),
            ScaleUpOld = numbers.GetValueOrDefault(nameof(ReplicaNumbers.ScaleUpOld)),
            ScaleUpLimit = numbers.GetValueOrDefault(nameof(ReplicaNumbers.ScaleUpLimit)),
            ScaleDown = numbers.GetValueOrDefault(nameof(ReplicaNumbers.ScaleDown)),
            ScaleDownOld = numbers.GetValueOrDefault(nameof(ReplicaNumbers.ScaleDownOld)),
            DeleteReadyLimit = numbers.GetValueOrDefault(nameof(ReplicaNumbers.DeleteReadyLimit)),
            Surge = numbers.GetValueOrDefault(nameof(ReplicaNumbers.Surge)),
            SurgeOld = numbers.GetValueOrDefault(nameof(ReplicaNumbers.SurgeOld)),
            Update = numbers.GetValueOrDefault(nameof(ReplicaNumbers.Update)),
            UpdateUnavailable = numbers.GetValueOrDefault(nameof(ReplicaNumbers.UpdateUnavailable)),
        };
    }

    private static IntOrPercent? Share(string text) => text switch
    {
        "-" => null,
        [.. var share, '%'] => IntOrPercent.Percent(Number(share)),
        _ => IntOrPercent.Count(Number(text)),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
