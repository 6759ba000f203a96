using System.Globalization;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Delivery.Drift;
using Fairway.Releases.Clusters;

namespace Fairway.Releases.Drift;

/// <summary>What is said of drift, and when it is corrected. Pure.</summary>
internal static class DriftPlanner
{
    /// <summary>Drift that comes back within this time after a correction was made counts as returned.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromHours(1);

    /// <summary>After so many returns in a row nothing is corrected any more.</summary>
    public const int MostReturns = 5;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryRefused = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);

    /// <summary>The name of a correction's Release.</summary>
    public static string NameOf(ClusterComponent item, int number) =>
        $"drift-{item.Metadata.Namespace}-{item.Metadata.Name}-{number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The plan.</summary>
    public static DriftPlan Plan(DriftObservation seen)
    {
        var status = seen.Item.Status ?? new ClusterComponentStatus();
        if (seen.Trouble is { } trouble)
        {
            return OfTrouble(seen, status, trouble);
        }

        return seen.Sight switch
        {
            null => new DriftPlan(status, null, null),
            { Count: 0 } => Same(seen, status),
            var sight => Drifted(seen, status, sight),
        };
    }

    private static DriftPlan OfTrouble(DriftObservation seen, ClusterComponentStatus status, ClusterTrouble trouble) =>
        trouble.Kind is TroubleKind.Disagreement or TroubleKind.Refused
            ? new DriftPlan(
                Say(
                    seen,
                    status with { Drift = null },
                    (ConditionStatus.Unknown, ClusterComponentConditions.CannotCompare),
                    trouble.Message),
                null,
                seen.Now + RetryRefused)
            : new DriftPlan(status, null, seen.Now + Retry);

    private static DriftPlan Same(DriftObservation seen, ClusterComponentStatus status)
    {
        // Given up, and gone by itself: from now on it is corrected again.
        var correction = status.Correction is { Returned: >= MostReturns } fought
            ? fought with { Returned = 0 }
            : status.Correction;
        return new DriftPlan(
            Say(seen, status with { Drift = 0, Correction = correction },
                (ConditionStatus.False, ClusterComponentConditions.AsApplied),
                "everything is as it was applied"),
            null,
            null);
    }

    private static DriftPlan Drifted(DriftObservation seen, ClusterComponentStatus status, DriftSight sight)
    {
        var now = status with { Drift = sight.Count };
        var words = Words(sight);
        if (seen.Policy == DriftPolicy.Report)
        {
            return Saying(seen, now, ClusterComponentConditions.Reported, words);
        }

        if (seen.CorrectedBy is { } release)
        {
            return Saying(seen, now, ClusterComponentConditions.Correcting, $"{words}; {release} corrects it");
        }

        var returned = Returned(seen, status.Correction);
        if (returned >= MostReturns)
        {
            var fought = now with { Correction = status.Correction! with { Returned = returned } };
            return Saying(
                seen,
                fought,
                ClusterComponentConditions.Fought,
                $"{words}; it came back after each of {MostReturns} corrections, and is left to you: stop who changes "
                + "it, or leave the field out of the chart");
        }

        var due = returned == 0 ? seen.Now : status.Correction!.At + FirstWait * (1 << (returned - 1));
        return due > seen.Now
            ? Saying(
                seen,
                now,
                ClusterComponentConditions.WaitingToCorrect,
                $"{words}; it came back after {Times(returned)}, and is corrected at {Time(due)}") with
            {
                LookAgainAt = due,
            }
            : Correct(seen, now, words, returned);
    }

    private static DriftPlan Correct(DriftObservation seen, ClusterComponentStatus status, string words, int returned)
    {
        var number = (status.Correction?.Number ?? 0) + 1;
        var name = NameOf(seen.Item, number);
        var correction = new DriftCorrection { Number = number, At = seen.Now, Returned = returned };
        return Saying(
            seen,
            status with { Correction = correction },
            ClusterComponentConditions.Correcting,
            $"{words}; {name} corrects it") with
        {
            Correct = name,
        };
    }

    /// <summary>A Release of a person's in between ends a fight.</summary>
    private static int Returned(DriftObservation seen, DriftCorrection? last) => last switch
    {
        null => 0,
        _ when seen.Item.Spec.Release != NameOf(seen.Item, last.Number) && last.Returned >= MostReturns => 0,
        { Returned: >= MostReturns } => last.Returned,
        _ => seen.Now - last.At < Soon ? last.Returned + 1 : 0,
    };

    private static DriftPlan Saying(
        DriftObservation seen, ClusterComponentStatus status, string reason, string message) =>
        new(Say(seen, status, (ConditionStatus.True, reason), message), null, null);

    private static ClusterComponentStatus Say(
        DriftObservation seen,
        ClusterComponentStatus status,
        (ConditionStatus Status, string Reason) condition,
        string message) => status with
        {
            ObservedGeneration = status.ObservedGeneration ?? seen.Item.Metadata.Generation,
            Conditions = status.Conditions.With(new Condition
            {
                Type = ClusterComponentConditions.Drifted,
                Status = condition.Status,
                ObservedGeneration = seen.Item.Metadata.Generation,
                LastTransitionTime = seen.Now,
                Reason = condition.Reason,
                Message = message,
            }),
        };

    private static string Words(DriftSight sight)
    {
        var named = string.Join(", ", sight.First.Select(Words));
        var more = sight.Count > sight.First.Count ? $", and {sight.Count - sight.First.Count} more" : "";
        return $"{(sight.Count == 1 ? "1 field differs" : $"{sight.Count} fields differ")} from what was applied: "
            + $"{named}{more}";
    }

    private static string Words(DriftedField field)
    {
        var place = field.Path.Length == 0 ? $"{field.Object} is gone" : $"{field.Object} {field.Path}";
        return field.By is null ? place
            : field.At is { } at ? $"{place} (by {field.By}, {Time(at)})"
            : $"{place} (by {field.By})";
    }

    private static string Times(int count) => count == 1 ? "a correction" : $"{count} corrections in a row";

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
