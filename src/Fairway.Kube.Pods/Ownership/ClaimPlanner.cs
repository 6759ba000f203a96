using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Kube.Pods.Ownership;

/// <summary>Decides which objects a controller owns: it adopts matching orphans, and releases what no longer
/// matches.</summary>
internal static class ClaimPlanner
{
    public static Claims<T> Plan<T>(ClaimRules<T> rules, IEnumerable<T> candidates)
        where T : class, IObjectView
    {
        var owned = ImmutableArray.CreateBuilder<T>();
        var actions = ImmutableArray.CreateBuilder<WorkloadAction>();
        foreach (var candidate in candidates)
        {
            var meta = candidate.Meta;
            switch (Decide(rules, candidate))
            {
                case Claim.Keep:
                    owned.Add(candidate);
                    break;
                case Claim.Adopt:
                    owned.Add(candidate);
                    actions.Add(new WorkloadAction.Adopt(
                        rules.Kind, meta, rules.Reference, "an orphan that the selector matches"));
                    break;
                case Claim.Release:
                    actions.Add(new WorkloadAction.Release(
                        rules.Kind, meta, rules.Owner.Uid, "its labels left the selector"));
                    break;
            }
        }

        return new Claims<T>(owned.ToImmutable(), actions.ToImmutable());
    }

    private static Claim Decide<T>(ClaimRules<T> rules, T candidate)
        where T : class, IObjectView
    {
        var matches = rules.Matches(candidate);
        if (candidate.Meta.Controller is { } controller)
        {
            if (controller.Uid != rules.Owner.Uid)
            {
                return Claim.None;
            }

            return matches ? Claim.Keep : rules.Owner.IsDeleting ? Claim.None : Claim.Release;
        }

        return matches && !rules.Owner.IsDeleting && !candidate.Meta.IsDeleting ? Claim.Adopt : Claim.None;
    }

    private enum Claim
    {
        None,
        Keep,
        Adopt,
        Release,
    }
}
