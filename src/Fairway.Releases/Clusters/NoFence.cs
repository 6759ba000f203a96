using Fairway.Delivery.Changes;

namespace Fairway.Releases.Clusters;

/// <summary>Fences that read nothing.</summary>
internal sealed class NoFence : IActFence
{
    private NoFence()
    {
    }

    /// <summary>For looking only: no write may be made under it.</summary>
    public static NoFence Refusing { get; } = new();

    public Task EnsureAsync(CancellationToken cancel) =>
        throw new FencedException("OnlyLooking", "this order is for looking only");

    public Task EnsureMayBeginAsync(CancellationToken cancel) => EnsureAsync(cancel);
}
