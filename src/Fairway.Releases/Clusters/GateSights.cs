using Fairway.Api.Releases;
using Fairway.Delivery.Gates;

namespace Fairway.Releases.Clusters;

/// <summary>What gates said, as statuses keep it.</summary>
internal static class GateSights
{
    /// <summary>The findings that decide otherwise than what is known of this phase: their evidence is kept.</summary>
    public static IReadOnlyList<GateFinding> New(ClusterReleaseObservation seen) =>
        [.. seen.Gates.Where(finding => Known(seen, finding) is null)];

    /// <summary>The sights with these findings in their places. What decides as before keeps its time and its
    /// evidence.</summary>
    public static IReadOnlyList<GateSight>? With(ClusterReleaseObservation seen)
    {
        if (seen.Gates.Count == 0)
        {
            return seen.Status.Gates;
        }

        var told = seen.Gates.Select(finding => (Known(seen, finding) ?? Sight(seen, finding)) with
        {
            Says = finding.Answer.Says,
        }).ToList();
        return
        [
            .. (seen.Status.Gates ?? []).Where(sight => told.TrueForAll(one => one.Gate != sight.Gate)).Concat(told)
                .OrderBy(sight => sight.Gate, StringComparer.Ordinal),
        ];
    }

    /// <summary>The sights with the digests of their evidence.</summary>
    public static IReadOnlyList<GateSight>? WithEvidence(
        IReadOnlyList<GateSight>? sights, IReadOnlyList<KeyValuePair<string, string>> evidence) =>
        sights is null || evidence.Count == 0
            ? sights
            :
            [
                .. sights.Select(sight => evidence.Where(one => one.Key == sight.Gate).Select(one => one.Value)
                    .FirstOrDefault() is { } digest ? sight with { Evidence = digest } : sight),
            ];

    /// <summary>The first gate that does not let through; null where all do.</summary>
    public static GateFinding? Against(ClusterReleaseObservation seen) =>
        seen.Gates.FirstOrDefault(finding => finding.Answer.Decision == GateDecision.Fail)
        ?? seen.Gates.FirstOrDefault(finding => finding.Answer.Decision == GateDecision.Hold);

    /// <summary>The act that keeps the evidence of new findings; none where there are none.</summary>
    public static IReadOnlyList<ClusterAct> Keeping(ClusterReleaseObservation seen) => New(seen) is { Count: > 0 } fresh
        ? [new ClusterAct.KeepEvidence(fresh, $"{fresh[0].Name} decided {fresh[0].Answer.Decision}")]
        : [];

    private static GateSight? Known(ClusterReleaseObservation seen, GateFinding finding) =>
        (seen.Status.Gates ?? []).FirstOrDefault(sight => sight.Gate == finding.Name
            && sight.Decision == finding.Answer.Decision.ToString()
            && sight.At >= seen.Status.PhaseSince);

    private static GateSight Sight(ClusterReleaseObservation seen, GateFinding finding) => new()
    {
        Gate = finding.Name,
        Decision = finding.Answer.Decision.ToString(),
        At = seen.Now,
    };
}
