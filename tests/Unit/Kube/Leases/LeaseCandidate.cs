using Fairway.Kube.Leases;
using Fairway.Tests.Kube.Fakes;

namespace Fairway.Tests.Kube.Leases;

/// <summary>A process that wants the Lease, and tells what it does.</summary>
internal sealed class LeaseCandidate(string name, KubeFixture kube, List<string> story)
{
    private readonly TaskCompletionSource _letGo = New();
    private TaskCompletionSource _woken = New();

    public CuttableApi Line { get; } = new(kube.Api);

    public CancellationTokenSource End { get; } = CancellationTokenSource.CreateLinkedTokenSource(kube.Stop);

    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>True for work that does not stop when asked, until <see cref="LetGo"/>.</summary>
    public bool HoldsOn { get; set; }

    public bool Fails { get; set; }

    public void Start()
    {
        var options = new LeaseOptions { Key = KubeFixture.Key("leader"), Holder = name };
        var election = new LeaseElection(Line, options, kube.Environment);
        Running = kube.Loop.Start(() => election.RunAsync(WorkAsync, End.Token));
    }

    public void LetGo()
    {
        _letGo.TrySetResult();
        _woken.TrySetResult();
    }

    private async Task WorkAsync(LeaseTerm term, CancellationToken cancel)
    {
        await Task.Yield();
        _woken = New();
        story.Add($"{name} works in term {term.Epoch}");
        if (Fails)
        {
            throw new InvalidOperationException("the work failed");
        }

        await using var registration = cancel.Register(() => Asked());
        await _woken.Task;
        if (HoldsOn)
        {
            await _letGo.Task;
        }

        story.Add($"{name} has stopped");
    }

    private void Asked()
    {
        story.Add($"{name} is asked to stop");
        _woken.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
