namespace Fairway.Rollouts.Sights;

/// <summary>What counts of a replica: those that agree in it are one group of a <see cref="ReplicaCrowd"/>.</summary>
/// <param name="Revision">See <see cref="ReplicaSight.Revision"/>.</param>
/// <param name="IsReady">See <see cref="ReplicaSight.IsReady"/>.</param>
/// <param name="IsDeleting">See <see cref="ReplicaSight.IsDeleting"/>.</param>
/// <param name="IsLost">Not ready, and on a node that is not ready either.</param>
/// <param name="IsTroubled">A container waits or has restarted.</param>
internal readonly record struct ReplicaTrait(
    string? Revision, bool IsReady, bool IsDeleting, bool IsLost, bool IsTroubled) : IComparable<ReplicaTrait>
{
    private int Flags => (IsReady ? 1 : 0) | (IsDeleting ? 2 : 0) | (IsLost ? 4 : 0) | (IsTroubled ? 8 : 0);

    public static ReplicaTrait Of(ReplicaSight pod) => new(
        pod.Revision,
        pod.IsReady,
        pod.IsDeleting,
        pod is { IsReady: false, IsNodeReady: false },
        !pod.Containers.IsEmpty);

    /// <inheritdoc/>
    public int CompareTo(ReplicaTrait other) =>
        string.CompareOrdinal(Revision, other.Revision) is not 0 and var order ? order : Flags.CompareTo(other.Flags);
}
