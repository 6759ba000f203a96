using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Workloads.CloneSets;
using Fairway.Workloads.StatefulSets;
using Xunit;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>Bugs that OpenKruise and Kubernetes have shipped, put into our planners again by what they are shown or by
/// what becomes of their plans: each is cried. Numbers are those of issues of openkruise/kruise, where no other project
/// is named.</summary>
public sealed class PeerBugTests
{
    private const string Replaced = "it is of an old revision";

    /// <summary>#1545: the new revision becomes the current one as soon as all that is there is new, at nothing
    /// too.</summary>
    [Fact]
    public void Bug_1545_a_revision_that_is_promoted_early_breaks_the_partition() =>
        HistoryTests.Cries("CS-15", seed => new CloneSetHistory(seed)
        {
            StatusSabotage = (_, status) =>
            {
                var changed = (JsonObject)status.DeepClone();
                if ((int)changed["updatedReplicas"]! == (int)changed["replicas"]!)
                {
                    changed["currentRevision"] = (string?)changed["updateRevision"];
                }

                return changed;
            },
        });

    [Fact]
    public void Bug_286_a_surge_that_ignores_the_partition() =>
        HistoryTests.Cries("CS-1", seed => new CloneSetHistory(seed)
        {
            Shows = set => set.Policy.Surge > 0 ? WithPartition(set, IntOrPercent.Count(0)) : set,
        });

    [Fact]
    public void Bug_1153_a_paused_set_that_surges() => HistoryTests.Cries("CS-5", seed => new CloneSetHistory(seed)
    {
        Shows = set => set with { Policy = set.Policy with { Paused = false } },
        Sabotage = (world, actions) => (bool?)world.Set["spec"]!["updateStrategy"]!["paused"] == true
            ? actions.Where(action => action is not WorkloadAction.ChangePod)
            : actions,
    });

    /// <summary>#2276: a pod is taken for one that has been made unready before its images change.</summary>
    [Fact]
    public void Bug_2276_an_update_in_place_of_a_pod_that_still_has_traffic() =>
        HistoryTests.Cries("CS-12", seed => new CloneSetHistory(seed)
        {
            ShowsPod = pod => pod with { Spec = pod.Spec with { ReadinessGates = [] } },
        });

    [Fact]
    public void Bug_1183_a_pod_that_hangs_in_its_preparation() =>
        HistoryTests.Cries("CS-7", seed => new CloneSetHistory(seed)
        {
            Sabotage = (_, actions) => actions.Where(action => action.Reason
                is not ("it is of the update revision already" or "it is not to be updated any more")),
        });

    [Fact]
    public void Bug_316_a_tenth_that_is_rounded_to_none() =>
        HistoryTests.Cries("CS-7", seed => new CloneSetHistory(seed)
        {
            Shows = set => set with
            {
                Policy = set.Policy with
                {
                    MaxUnavailable = IntOrPercent.Count(set.Policy.MaxUnavailable.RoundDown(set.Policy.Replicas)),
                },
            },
        });

    /// <summary>#1765: a pod is waited for that was deleted before its creation was seen.</summary>
    [Fact]
    public void Bug_1765_an_expectation_that_leaks() => HistoryTests.Cries("CS-7", seed =>
    {
        var expected = new HashSet<string>(StringComparer.Ordinal);
        return new CloneSetHistory(seed)
        {
            Sabotage = (world, actions) =>
            {
                if (!expected.All(world.Pods.ContainsKey))
                {
                    return [];
                }

                expected.Clear();
                expected.UnionWith(actions.OfType<WorkloadAction.CreatePod>().Select(create => create.Label));
                return actions;
            },
        };
    });

    /// <summary>kubernetes#129795: after its patience a controller acts on a cache that is older than its own
    /// writes.</summary>
    [Fact]
    public void Bug_129795_a_cache_older_than_its_own_writes_is_acted_on() =>
        HistoryTests.Cries("CS-3", seed => new CloneSetHistory(seed) { SeesLate = true });

    [Fact]
    public void Bug_196_a_limit_that_is_rounded_to_none() =>
        HistoryTests.Cries("SS-10", seed => new StatefulSetHistory(seed)
        {
            Sabotage = (world, actions) =>
                Rolling(world)["maxUnavailable"]!.ToString() is var text && text.EndsWith('%')
                    && int.Parse(text.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture)
                        * (int)world.Set["spec"]!["replicas"]! < 100
                    ? actions.Where(action => !IsUpdate(action))
                    : actions,
        });

    [Fact]
    public void Bug_746_ordinals_that_are_reserved_and_used() =>
        HistoryTests.Cries("SS-1", seed => new StatefulSetHistory(seed)
        {
            Shows = set => set with { Reserved = ReservedOrdinals.None },
        });

    [Fact]
    public void Bug_1749_a_partition_that_counts_from_nothing_and_not_from_the_first_ordinal() =>
        HistoryTests.Cries("SS-4", seed => new StatefulSetHistory(seed)
        {
            Shows = set => set with { Partition = Math.Max(0, set.Partition - set.FirstOrdinal) },
        });

    [Fact]
    public void Bug_1813_a_partition_that_is_taken_for_an_ordinal() =>
        HistoryTests.Cries("SS-4", seed => new StatefulSetHistory(seed)
        {
            Shows = set => set with
            {
                Partition = set.Reserved.Free(set.FirstOrdinal, set.Replicas).Count(o => o < set.Partition),
            },
        });

    /// <summary>#1832: an ordered set waits for a broken pod, and the update that would mend it waits for the
    /// set.</summary>
    [Fact]
    public void Bug_1832_a_broken_pod_that_blocks_its_own_mending() =>
        HistoryTests.Cries("SS-10", seed => new StatefulSetHistory(seed)
        {
            Sabotage = (world, actions) => world.Pods.Values.Any(pod => !PodFact.Is(pod, "Ready"))
                ? actions.Where(action => !IsUpdate(action))
                : actions,
        });

    private static JsonNode Rolling(PlainWorld world) => world.Set["spec"]!["updateStrategy"]!["rollingUpdate"]!;

    private static bool IsUpdate(WorkloadAction action) =>
        action is WorkloadAction.Delete { Reason: Replaced } or WorkloadAction.ChangePod { OfStatus: true };

    private static CloneSetView WithPartition(CloneSetView set, IntOrPercent partition) =>
        set with { Policy = set.Policy with { Partition = partition } };
}
