using System.Text.Json.Nodes;
using Fairway.Api.Probes;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;

namespace Fairway.Releases.CanaryTests;

/// <summary>What canary tests say of a cluster. Pure. A set or a status that is missing, stale tests and too few runs
/// are waited for, and never pass.</summary>
internal static class CanaryTestPlanner
{
    private const int Shown = 3;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>So far the clock of who runs tests may be from ours. Where it is further ahead, runs end in the future,
    /// and tell nothing of when they began.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(2);

    /// <summary>The answer.</summary>
    public static GateAnswer Plan(CanaryTestObservation seen)
    {
        var question = seen.Question;
        var demands = question.ClusterRelease.Spec.CanaryTests!;
        var found = Chosen(seen.Sets, demands).SelectMany(set => OfSet(question, demands, set)).ToList();
        found.AddRange((demands.Names ?? []).Where(name => seen.Sets.All(set => set.Metadata.Name != name))
            .Select(name => Waits($"there is no CanaryTestSet {demands.Namespace}/{name}")));
        if (found.Count == 0)
        {
            found.Add(Waits($"no CanaryTestSet of the namespace {demands.Namespace} is selected"));
        }

        var decision = found.Exists(one => one.Decision == GateDecision.Fail) ? GateDecision.Fail
            : found.Exists(one => one.Decision == GateDecision.Hold) ? GateDecision.Hold
            : GateDecision.Pass;
        var says = found.Where(one => one.Decision == decision).Select(one => one.Says).ToList();
        var more = says.Count > Shown ? $"; and {says.Count - Shown} more" : "";
        return new GateAnswer(
            decision,
            $"{string.Join("; ", says.Take(Shown))}{more}",
            new JsonObject
            {
                ["since"] = Text(Since(question)),
                ["tests"] = new JsonArray([.. found.Select(one => one.Facts).OfType<JsonNode>()]),
            })
        {
            AskAgainAt = question.Now + Soon,
        };
    }

    /// <summary>The answer where the sets could not be read.</summary>
    public static GateAnswer Unread(GateQuestion question, bool isKindMissing, string failure) => new(
        GateDecision.Hold,
        isKindMissing
            ? "the cluster has no CanaryTestSets: bring the kind with fairway tenant --install-crds"
            : "the cluster does not answer",
        new JsonObject { ["failure"] = failure })
    {
        AskAgainAt = question.Now + Soon,
    };

    private static IEnumerable<CanaryTestSet> Chosen(IReadOnlyList<CanaryTestSet> sets, CanaryTestDemands demands) =>
        sets.Where(set => demands.Names is { } names
            ? names.Contains(set.Metadata.Name)
            : demands.Selector?.Matches(set.Metadata.Labels) == true);

    private static IEnumerable<Finding> OfSet(GateQuestion question, CanaryTestDemands demands, CanaryTestSet set)
    {
        var name = set.Metadata.Name;
        return set.Status is not { ObservedGeneration: { } observed } status
            ? [Waits($"nobody has run the tests of {name} yet")]
            : observed != set.Metadata.Generation
                ? [Waits($"the status of {name} speaks of an older specification")]
                : set.Spec.Tests.Select(test => OfTest(
                    question, demands, test, $"{name}/{test.Name}", RunsOf(status, test)));
    }

    private static IReadOnlyList<CanaryTestRun> RunsOf(CanaryTestSetStatus status, CanaryTest test) =>
        status.Tests?.FirstOrDefault(one => one.Name == test.Name)?.Recent ?? [];

    private static Finding OfTest(
        GateQuestion question,
        CanaryTestDemands demands,
        CanaryTest test,
        string name,
        IReadOnlyList<CanaryTestRun> recent)
    {
        var runs = recent.Where(run => Counts(question, run)).OrderByDescending(run => run.Ended).ToList();
        var failed = runs.Where(run => !run.Succeeded).ToList();
        var facts = Facts(name, runs, failed.Count, recent.Count - runs.Count);
        if (recent.Any(run => run.Ended > question.Now + ClockSlack))
        {
            return new Finding(GateDecision.Hold, $"{name}: runs end in the future: look at clocks", facts);
        }

        // What the runs that are still missing may mend at best.
        var most = Math.Max(runs.Count, demands.MinRuns);
        if ((most - failed.Count) * 100 < demands.MinSuccessPercent * most)
        {
            var last = failed[0].Message is { } message ? $" (last: {message})" : "";
            var says = $"{name}: {failed.Count} of {runs.Count} runs {When(question)} failed{last}, and "
                + $"{demands.MinSuccessPercent}% of {most} must succeed";

            // Before anything is changed, there is nothing to go back from: it waits.
            return new Finding(question.Point == GatePoint.Before ? GateDecision.Hold : GateDecision.Fail, says, facts);
        }

        if (runs.Count < demands.MinRuns)
        {
            var words = $"{name} has {runs.Count} runs {When(question)}, and {demands.MinRuns} must be there";
            return new Finding(GateDecision.Hold, words, facts);
        }

        var age = demands.MaxAge?.Value ?? (2 * test.Interval.Value) + test.Timeout.Value;
        return question.Now - runs[0].Ended > age
            ? new Finding(GateDecision.Hold, $"{name} is stale: its last run ended at {Text(runs[0].Ended)}", facts)
            : new Finding(
                GateDecision.Pass,
                $"{name}: {runs.Count - failed.Count} of {runs.Count} runs {When(question)} succeeded",
                facts);
    }

    /// <summary>A run that began before the change was there has not seen all of it.</summary>
    private static bool Counts(GateQuestion question, CanaryTestRun run) => run.Began <= run.Ended
        && (question.Point == GatePoint.Before || run.Began > Since(question) + ClockSlack);

    /// <summary>Since when runs count; null for all that are kept.</summary>
    private static DateTimeOffset? Since(GateQuestion question) => question.Point == GatePoint.Before
        ? null
        : question.ClusterRelease.Status?.PhaseSince ?? question.Now;

    private static string When(GateQuestion question) => question.Point switch
    {
        GatePoint.Before => "of late",
        GatePoint.AfterStep => "since the step",
        _ => "since everything was brought",
    };

    private static Finding Waits(string says) => new(GateDecision.Hold, says, null);

    private static JsonObject Facts(string name, IReadOnlyList<CanaryTestRun> runs, int failed, int left) => new()
    {
        ["name"] = name,
        ["runs"] = runs.Count,
        ["failures"] = failed,
        ["notCounted"] = left,
        ["counted"] = new JsonArray(
        [
            .. runs.Select(run => (JsonNode)new JsonObject
            {
                ["began"] = Text(run.Began),
                ["ended"] = Text(run.Ended),
                ["succeeded"] = run.Succeeded,
                ["message"] = run.Message,
            }),
        ]),
    };

    private static string? Text(DateTimeOffset? moment) =>
        moment is { } at ? $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}" : null;

    private sealed record Finding(GateDecision Decision, string Says, JsonObject? Facts);
}
