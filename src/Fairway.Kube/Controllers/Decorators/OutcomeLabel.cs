namespace Fairway.Kube.Controllers.Decorators;

internal static class OutcomeLabel
{
    /// <summary>The outcome as metrics and traces call it; a failure is <c>failed</c>.</summary>
    public static string Label(this Outcome outcome) => outcome switch
    {
        Outcome.LookAgainOutcome => "look-again",
        Outcome.BlockedOutcome => "blocked",
        _ => "settled",
    };
}
