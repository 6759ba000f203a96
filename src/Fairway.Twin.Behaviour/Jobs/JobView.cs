using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>What controllers keep of a Job.</summary>
internal sealed record JobView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public int Parallelism { get; init; } = 1;

    /// <summary>Null where the first success is enough.</summary>
    public int? Completions { get; init; }

    public bool IsIndexed { get; init; }

    public bool IsSuspended { get; init; }

    public int BackoffLimit { get; init; } = 6;

    public int? BackoffLimitPerIndex { get; init; }

    public int? MaxFailedIndexes { get; init; }

    public TimeSpan? ActiveDeadline { get; init; }

    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Null where the Job has no policy, which is not the same as one without rules.</summary>
    public ImmutableArray<FailureRule>? FailureRules { get; init; }

    public ImmutableArray<SuccessRule> SuccessRules { get; init; } = [];

    /// <summary>True where a pod that ends is replaced only when it has ended.</summary>
    public bool ReplacesFailedOnly { get; init; }

    public string? ManagedBy { get; init; }

    public LabelSelector? Selector { get; init; }

    public required PodTemplate Template { get; init; }

    public bool RestartsOnFailure { get; init; }

    public JobStatus Status { get; init; } = new();

    /// <summary>Completions of an indexed Job.</summary>
    public int Indexes => Completions ?? 0;

    public bool IsFinished => Status.Is(JobNames.Complete) || Status.Is(JobNames.Failed);

    /// <summary>When the Job was finished; null while it is not.</summary>
    public DateTimeOffset? FinishedAt => Status.Conditions
        .FirstOrDefault(c => c is { Type: JobNames.Complete or JobNames.Failed, Status: "True" })?.TransitionedAt;

    public static JobView Read(JsonElement job)
    {
        var spec = job.Child("spec");
        var rules = spec.Child("podFailurePolicy");
        return new JobView
        {
            Meta = ObjectMeta.Read(job),
            Parallelism = spec.Int("parallelism") ?? 1,
            Completions = spec.Int("completions"),
            IsIndexed = spec.Text("completionMode") == "Indexed",
            IsSuspended = spec.Flag("suspend"),
            BackoffLimit = spec.Int("backoffLimit") ?? 6,
            BackoffLimitPerIndex = spec.Int("backoffLimitPerIndex"),
            MaxFailedIndexes = spec.Int("maxFailedIndexes"),
            ActiveDeadline = Seconds(spec.Number("activeDeadlineSeconds")),
            TimeToLive = Seconds(spec.Number("ttlSecondsAfterFinished")),
            FailureRules = rules is null ? null : [.. rules.Items("rules").Select(FailureRule.Read)],
            SuccessRules = [.. spec.Child("successPolicy").Items("rules").Select(SuccessRule.Read)],
            ReplacesFailedOnly = spec.Text("podReplacementPolicy") == "Failed" || rules is not null,
            ManagedBy = spec.Text("managedBy"),
            Selector = LabelSelector.Read(spec.Child("selector")),
            Template = PodTemplate.Read(spec.Child("template")),
            RestartsOnFailure = spec.Child("template").Child("spec").Text("restartPolicy") == "OnFailure",
            Status = JobStatus.Read(job.Child("status")),
        };
    }

    private static TimeSpan? Seconds(long? seconds) =>
        seconds is { } known ? TimeSpan.FromSeconds(Math.Min(known, 1L << 40)) : null;
}
