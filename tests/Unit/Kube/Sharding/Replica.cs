using Fairway.Kube.Sharding;
using Fairway.Tests.Kube.Fakes;

namespace Fairway.Tests.Kube.Sharding;

/// <summary>A replica of a group, with a line of its own to the cluster.</summary>
internal sealed class Replica
{
    private readonly KubeFixture _kube;
    private readonly ShardFleet _fleet;
    private readonly CancellationTokenSource _end;
    private readonly ShardAssignment _assignment;

    public Replica(string name, KubeFixture kube, ShardFleet fleet)
    {
        Name = name;
        _kube = kube;
        _fleet = fleet;
        _end = CancellationTokenSource.CreateLinkedTokenSource(kube.Stop);
        Line = new CuttableApi(kube.Api);
        var options = new ShardOptions { Namespace = "default", Group = "fleet", Member = name };
        _assignment = new ShardAssignment(Line, options, kube.Environment);
    }

    public string Name { get; }

    public CuttableApi Line { get; }

    public Task Running { get; private set; } = Task.CompletedTask;

    public void Start(params string[] shards)
    {
        SetShards(shards);
        Running = _kube.Loop.Start(() => _assignment.RunAsync(WorkAsync, _end.Token));
    }

    public void SetShards(params string[] shards) => _kube.Loop.Do(() => _assignment.SetShards(shards));

    public void Stop() => _kube.Loop.Do(() => _end.Cancel());

    private async Task WorkAsync(ShardTerm term, CancellationToken cancel)
    {
        _fleet.Begins(Name, term);
        try
        {
            if (_fleet.Fails(term.Shard))
            {
                throw new InvalidOperationException("the work failed");
            }

            var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancel.Register(() => stop.TrySetResult());
            await stop.Task;

            // Stopping takes a moment, as it does in life.
            await Task.Delay(TimeSpan.FromMilliseconds(500), _kube.Time, CancellationToken.None);
        }
        finally
        {
            _fleet.Ends(Name, term);
        }
    }
}
