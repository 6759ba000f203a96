using Fairway.Delivery.Changes;

namespace Fairway.Components.Drift;

/// <summary>The fence of those who look and must not write.</summary>
internal sealed class OnlyLooking : IActFence
{
    public static OnlyLooking Instance { get; } = new();

    public Task EnsureAsync(CancellationToken cancel) =>
        throw new FencedException("OnlyLooking", "this looks for drift, and writes nothing");

    public Task EnsureMayBeginAsync(CancellationToken cancel) => EnsureAsync(cancel);
}
