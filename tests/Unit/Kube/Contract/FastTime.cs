namespace Fairway.Tests.Kube.Contract;

/// <summary>A clock whose timers are a hundred times too early, so that a test need not wait for a server's
/// Retry-After.</summary>
internal sealed class FastTime : TimeProvider
{
    private const int Factor = 100;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / Factor : dueTime, period);
}
