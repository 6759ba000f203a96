namespace Fairway.Delivery.Changes;

/// <summary>A survey that remembers nothing.</summary>
internal sealed class PlainSurvey(IChangeKind kind) : IChangeSurvey, IClusterSurvey
{
    public Task<IClusterSurvey> OpenAsync(string clusterId, int components, CancellationToken cancel) =>
        Task.FromResult<IClusterSurvey>(this);

    public Task<PinnedChange> PinAsync(ChangeRequest request, CancellationToken cancel) =>
        kind.PinAsync(request, cancel);

    public Task<ChangePlan> PlanAsync(ChangeOrder order, CancellationToken cancel) => kind.PlanAsync(order, cancel);
}
