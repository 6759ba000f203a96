using System.Globalization;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>Changes the size of a Deployment whose rollout is under way or paused: every active replica set takes its
/// share.</summary>
internal static class ProportionalScaler
{
    private const string Why = "its share of the Deployment's new size";

    public static void Scale(DeploymentDraft draft)
    {
        if (OnlyActiveOrLatest(draft) is { } only)
        {
            only.Resize(draft.Bounds.Replicas, draft.Bounds, "the Deployment has a new size");
            return;
        }

        if (IsSaturated(draft))
        {
            foreach (var old in draft.ActiveOld)
            {
                old.Resize(0, draft.Bounds, "the new replica set has all that is wanted");
            }

            return;
        }

        if (!draft.Deployment.Recreate && draft.All.Any(s => s.IsActive))
        {
            Share(draft);
        }
    }

    /// <summary>The one replica set that takes the whole change; null where several are active.</summary>
    private static SetDraft? OnlyActiveOrLatest(DeploymentDraft draft)
    {
        var active = draft.All.Where(s => s.IsActive).Take(2).ToArray();
        return active.Length switch
        {
            0 => draft.New ?? draft.Old.LastOrDefault(),
            1 => active[0],
            _ => null,
        };
    }

    private static bool IsSaturated(DeploymentDraft draft) =>
        draft.New is { } current
        && Remembered(current, WellKnown.DesiredReplicas) == draft.Bounds.Replicas
        && current.Replicas == draft.Bounds.Replicas
        && current.Available == draft.Bounds.Replicas;

    private static void Share(DeploymentDraft draft)
    {
        var bounds = draft.Bounds;
        var active = draft.All.Where(s => s.IsActive).ToArray();
        var allowed = bounds.Replicas > 0 ? bounds.MaxTotal : 0;
        var toAdd = allowed - active.Sum(s => s.Replicas);
        var ordered = Order(active, growing: toAdd > 0);
        var sizes = new int[ordered.Length];
        var added = 0;
        for (var i = 0; i < ordered.Length; i++)
        {
            var share = ShareOf(ordered[i], draft, toAdd, added);
            sizes[i] = ordered[i].Replicas + share;
            added += share;
        }

        sizes[0] = Math.Max(0, sizes[0] + toAdd - added);
        for (var i = 0; i < ordered.Length; i++)
        {
            ordered[i].Resize(sizes[i], bounds, Why);
        }
    }

    // The largest set comes first and takes what rounding leaves over; of equal ones the newest when growing, else the
    // oldest.
    private static SetDraft[] Order(SetDraft[] active, bool growing)
    {
        var bySize = active.OrderByDescending(s => s.Replicas);
        return growing
            ? [.. bySize.ThenByDescending(s => s.Observed.Meta.CreatedAt).ThenBy(s => s.Name, StringComparer.Ordinal)]
            : [.. bySize.ThenBy(s => s.Observed.Meta.CreatedAt).ThenBy(s => s.Name, StringComparer.Ordinal)];
    }

    private static int ShareOf(SetDraft set, DeploymentDraft draft, int toAdd, int added)
    {
        if (toAdd == 0 || toAdd == added)
        {
            return 0;
        }

        var share = FractionOf(set, draft);
        return toAdd > 0 ? Math.Min(share, toAdd - added) : Math.Max(share, toAdd - added);
    }

    private static int FractionOf(SetDraft set, DeploymentDraft draft)
    {
        if (draft.Bounds.Replicas == 0)
        {
            return -set.Replicas;
        }

        var before = Remembered(set, WellKnown.MaxReplicas) ?? draft.Deployment.Status.Replicas;
        if (before == 0)
        {
            return 0;
        }

        var size = (double)set.Replicas * draft.Bounds.MaxTotal / before;
        return (int)Math.Round(size, MidpointRounding.AwayFromZero) - set.Replicas;
    }

    private static int? Remembered(SetDraft set, string annotation) =>
        int.TryParse(set.Annotations[annotation], CultureInfo.InvariantCulture, out var value) ? value : null;
}
