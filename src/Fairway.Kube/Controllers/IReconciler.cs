namespace Fairway.Kube.Controllers;

/// <summary>Brings one object a step nearer to what is wanted. Called for one key at a time by the controller's
/// host.</summary>
public interface IReconciler
{
    /// <summary>Observes, plans, acts, writes status. Conflicts, timeouts and back-off are the host's decorators'
    /// business.</summary>
    Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel);
}

/// <summary>What a reconcile asks of its host.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Nothing more to do until something changes.</summary>
    public static Outcome Settled { get; } = new SettledOutcome();

    /// <summary>Look again at <paramref name="at"/>, though nothing may have changed by then.</summary>
    public static Outcome LookAgain(DateTimeOffset at) => new LookAgainOutcome(at);

    /// <summary>Cannot go on until something changes; reason in CamelCase, message one sentence for the user.</summary>
    public static Outcome Blocked(string reason, string message) => new BlockedOutcome(reason, message);

    /// <summary>See <see cref="Settled"/>.</summary>
    public sealed record SettledOutcome : Outcome;

    /// <summary>See <see cref="LookAgain"/>.</summary>
    public sealed record LookAgainOutcome(DateTimeOffset At) : Outcome;

    /// <summary>See <see cref="Blocked"/>.</summary>
    public sealed record BlockedOutcome(string Reason, string Message) : Outcome;
}
