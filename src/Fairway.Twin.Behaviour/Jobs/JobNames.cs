namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Names that Jobs and their pods carry.</summary>
internal static class JobNames
{
    public const string Controller = "kubernetes.io/job-controller";
    public const string TrackingFinalizer = "batch.kubernetes.io/job-tracking";
    public const string CompletionIndex = "batch.kubernetes.io/job-completion-index";
    public const string IndexFailures = "batch.kubernetes.io/job-index-failure-count";
    public const string IndexIgnoredFailures = "batch.kubernetes.io/job-index-ignored-failure-count";
    public const string IndexVariable = "JOB_COMPLETION_INDEX";

    public const string Complete = "Complete";
    public const string Failed = "Failed";
    public const string Suspended = "Suspended";
    public const string FailureTarget = "FailureTarget";
    public const string SuccessCriteriaMet = "SuccessCriteriaMet";
}
