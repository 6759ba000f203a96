using Fairway.Api.Components;
using Fairway.Delivery.Changes;

namespace Fairway.Delivery.Insights;

/// <summary>Answers questions about a kind of change in one cluster. Writes nothing anywhere.</summary>
public interface IChangeInsight
{
    /// <summary>Whether it knows components of this type.</summary>
    bool Carries(ComponentType type);

    /// <summary>Where recorded, target and live differ now.</summary>
    /// <param name="request">The component with the version that the cluster should run.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="ChangeRefusedException">No target can be made; the message says why.</exception>
    Task<PairDiff> DiffAsync(ChangeRequest request, CancellationToken cancel);

    /// <summary>Where objects and fields come from.</summary>
    /// <param name="request">As in <see cref="DiffAsync"/>.</param>
    /// <param name="path">A field, after a kind and a name with a colon where given; null for the objects.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="ChangeRefusedException">No target can be made, or the path is none; the message says
    /// why.</exception>
    Task<Explanation> ExplainAsync(ChangeRequest request, string? path, CancellationToken cancel);
}
