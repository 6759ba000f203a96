namespace Fairway.Releases.Clusters;

/// <summary>
/// One after the other record their intents in a cluster: from the look of the fence at its neighbours to the status
/// that shows the intent. So the second one sees the first. Two that look at once would see none, and both begin.
/// </summary>
internal sealed class IntentTurn
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    /// <summary>The turn of one pass: it ends where what is returned is disposed of.</summary>
    public Turn Of() => new(this);

    private Task Queue(Task own)
    {
        lock (_lock)
        {
            var before = _last;
            _last = own;
            return before;
        }
    }

    /// <summary>The turn of one pass, taken where it comes to record an intent.</summary>
    internal sealed class Turn(IntentTurn all) : IDisposable
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _isTaken;

        /// <summary>Waits for the turn, where one of the acts records an intent.</summary>
        public async Task TakeAsync(IReadOnlyList<ClusterAct> acts)
        {
            if (!_isTaken && acts.OfType<ClusterAct.RecordIntent>().Any())
            {
                _isTaken = true;
                await all.Queue(_ended.Task);
            }
        }

        public void Dispose() => _ended.TrySetResult();
    }
}
