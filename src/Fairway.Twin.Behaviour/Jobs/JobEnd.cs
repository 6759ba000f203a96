namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>How a Job ends. <paramref name="Succeeds"/> is false for a failure.</summary>
internal sealed record JobEnd(bool Succeeds, string Reason, string Message)
{
    /// <summary>The condition that tells of the end before the pods have ended.</summary>
    public string Interim => Succeeds ? JobNames.SuccessCriteriaMet : JobNames.FailureTarget;

    /// <summary>The condition that tells that all is over.</summary>
    public string Final => Succeeds ? JobNames.Complete : JobNames.Failed;
}
