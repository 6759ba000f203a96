namespace Fairway.Simulation.Plans;

/// <summary>What a process sees whose API server has fallen behind: the cluster as it was at a revision, and nothing
/// after it until it is released.</summary>
internal sealed class OldView(long revision)
{
    private readonly TaskCompletionSource released = new();

    public long Revision => revision;

    public bool IsReleased => released.Task.IsCompleted;

    /// <summary>Ends when the API server goes on.</summary>
    public Task Released => released.Task;

    public void Release() => released.TrySetResult();
}
