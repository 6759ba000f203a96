namespace Fairway.Api.Releases;

/// <summary>Conditions of a <see cref="Release"/>, and their reasons.</summary>
public static class ReleaseConditions
{
    /// <summary>True while it goes on by itself; else the reason says what it waits for.</summary>
    public const string Progressing = "Progressing";

    /// <summary>True once it is through (<c>kubectl wait --for=condition=Complete</c>).</summary>
    public const string Complete = "Complete";

    /// <summary>True where it failed, was stopped or went back.</summary>
    public const string Failed = "Failed";

    /// <summary>Progressing: clusters are in flight.</summary>
    public const string ClustersInFlight = "ClustersInFlight";

    /// <summary>Progressing: a silent period has to pass.</summary>
    public const string SilentPeriod = "SilentPeriod";

    /// <summary>Progressing: a window has to open; the message says when.</summary>
    public const string WindowClosed = "WindowClosed";

    /// <summary>Not progressing: a ReleaseBlocker holds; the message names it and why.</summary>
    public const string Blocked = "Blocked";

    /// <summary>Progressing: another Release is at work in the same conflict domain of the cluster; the message names
    /// it.</summary>
    public const string Interlocked = "Interlocked";

    /// <summary>Not progressing: people have to approve; the message says who.</summary>
    public const string WaitingForApproval = "WaitingForApproval";

    /// <summary>Not progressing: somebody has said no; the message says who and why.</summary>
    public const string Rejected = "Rejected";

    /// <summary>Not progressing: a cluster itself says "not now"; the message says why.</summary>
    public const string HeldByCluster = "HeldByCluster";

    /// <summary>Not progressing: paused by a person.</summary>
    public const string Paused = "Paused";

    /// <summary>Not progressing: an EmergencyStop holds it.</summary>
    public const string EmergencyStop = "EmergencyStop";

    /// <summary>Not progressing: stopped by a person.</summary>
    public const string StoppedByUser = "Stopped";

    /// <summary>Not progressing: more clusters failed than the stage's budget allows.</summary>
    public const string FailureBudgetSpent = "FailureBudgetSpent";

    /// <summary>Not progressing: it cannot be planned; the message says why.</summary>
    public const string PlanFailed = "PlanFailed";

    /// <summary>Not progressing: another Release of the same component goes first; the message names it.</summary>
    public const string AnotherRelease = "AnotherRelease";

    /// <summary>Not progressing: a newer Release takes its place, as the pipeline says; the message names it.</summary>
    public const string SupersededBy = "SupersededBy";

    /// <summary>Progressing: a task of the stage is under way; the message names it, and what it waits for.</summary>
    public const string TaskRunning = "TaskRunning";

    /// <summary>Not progressing: a task of a stage has failed; the message names it and why.</summary>
    public const string TaskFailed = "TaskFailed";

    /// <summary>Not progressing: a cluster holds; the message names it and why.</summary>
    public const string ClusterHeld = "ClusterHeld";

    /// <summary>Over: through.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>Over: planned only.</summary>
    public const string OnlyPlanned = "OnlyPlanned";

    /// <summary>It is going back, or went.</summary>
    public const string RolledBack = "RolledBack";
}
