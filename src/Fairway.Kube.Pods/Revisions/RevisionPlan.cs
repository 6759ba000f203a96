using System.Collections.Immutable;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Kube.Pods.Revisions;

/// <summary>Which revision is the workload's template, and the writes that make it so.</summary>
/// <param name="Update">The revision of the present template; it may be about to be created.</param>
/// <param name="CollisionCount">How often a name was taken, this time included; null is never.</param>
/// <param name="Actions">What is to be created or renumbered.</param>
internal sealed record RevisionPlan(
    RevisionView Update, int? CollisionCount, ImmutableArray<WorkloadAction> Actions);
