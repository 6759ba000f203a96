namespace Fairway.Twin.Storage;

/// <summary>A decision about an object of a resource.</summary>
internal readonly record struct Decided(Shard Shard, Decision Decision);

/// <summary>A decision that is not durable yet, or an answer that waits until what it saw is.</summary>
internal sealed class Pending(Decided decided)
{
    private readonly TaskCompletionSource<CommitResult> answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Decided Decided => decided;

    public Task<CommitResult> Answer => answer.Task;

    public void Complete() => answer.TrySetResult(decided.Decision.Result);

    public void Fail(StoreException why) => answer.TrySetException(why);
}
