using System.Collections.Immutable;
using System.Globalization;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Budgets;

/// <summary>Counts how many pods of a budget may be evicted. Where that cannot be told, none.</summary>
internal static class BudgetPlanner
{
    /// <summary>How long a granted eviction may take to become a deletion.</summary>
    public static TimeSpan DeletionTimeout { get; } = TimeSpan.FromMinutes(2);

    public static BudgetPlan Plan(BudgetObservation seen)
    {
        if (seen.Owners.Select(o => o.Problem).FirstOrDefault(p => p is not null) is { } problem)
        {
            return Unknown(seen, problem);
        }

        var (expected, desired) = Wanted(seen);
        var disrupted = seen.Pods
            .Where(p => !p.Meta.IsDeleting)
            .Select(p => (p.Meta.Name, Text: seen.Budget.Status.Disrupted[p.Meta.Name]))
            .Where(p => p.Text is not null && ExpectedAt(p.Text) >= seen.Now)
            .ToArray();
        var healthy = seen.Pods.Count(p =>
            p is { Meta.IsDeleting: false, IsReady: true } && disrupted.All(d => d.Name != p.Meta.Name));
        var allowed = expected > 0 ? Math.Max(0, healthy - desired) : 0;
        var counted = seen.Budget.Status with
        {
            ObservedGeneration = seen.Budget.Meta.Generation,
            Allowed = allowed,
            Healthy = healthy,
            Desired = desired,
            Expected = expected,
            Disrupted = StringMap.Of(disrupted.Select(d => (d.Name, d.Text!))),
        };
        return new BudgetPlan(Told(counted, allowed > 0 ? "SufficientPods" : "InsufficientPods", "", seen))
        {
            Events = Events(seen),
            LookAgainAt = disrupted.Select(d => (DateTimeOffset?)ExpectedAt(d.Text!).AddSeconds(1)).Min(),
        };
    }

    /// <summary>True where the budget asks how many pods the controllers want.</summary>
    public static bool AsksForScale(BudgetView budget) =>
        budget.MaxUnavailable is not null || budget.MinAvailable is { IsPercent: true };

    private static BudgetPlan Unknown(BudgetObservation seen, string problem) => new(
        Told(seen.Budget.Status with { Allowed = 0 }, "SyncFailed", problem, seen))
    {
        Events =
        [
            new PodEvent(
                "CalculateExpectedPodCountFailed",
                $"Failed to calculate the number of expected pods: {problem}",
                true),
        ],
    };

    private static (int Expected, int Desired) Wanted(BudgetObservation seen)
    {
        var budget = seen.Budget;
        if (!AsksForScale(budget))
        {
            return budget.MinAvailable is { } least ? (seen.Pods.Length, least.Value) : (0, 0);
        }

        var expected = seen.Owners.Sum(o => o.Replicas);
        var desired = budget.MaxUnavailable is { } most
            ? Math.Max(0, expected - most.RoundUp(expected))
            : budget.MinAvailable!.Value.RoundUp(expected);
        return (expected, desired);
    }

    private static ImmutableArray<PodEvent> Events(BudgetObservation seen)
    {
        if (seen.Pods.IsEmpty)
        {
            return [new PodEvent("NoPods", "No matching pods found")];
        }

        const string unmanaged = "Pods selected by this PodDisruptionBudget were found to be unmanaged. As a result, "
            + "the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To "
            + "account for these pods please set \".spec.minAvailable\" field of the PDB to an integer value.";
        return seen.Unmanaged > 0 ? [new PodEvent("UnmanagedPods", unmanaged, true)] : [];
    }

    private static BudgetStatus Told(BudgetStatus status, string reason, string message, BudgetObservation seen)
    {
        var isAllowed = status.Allowed > 0;
        var same = status.Told is not null && status.IsAllowed == isAllowed;
        return status with
        {
            Told = (reason, message),
            IsAllowed = isAllowed,
            Since = (status.ObservedGeneration, same ? status.Since.At : ApiTime.Truncate(seen.Now)),
        };
    }

    private static DateTimeOffset ExpectedAt(string granted) =>
        DateTimeOffset.TryParse(
            granted, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at + DeletionTimeout
            : default;
}
