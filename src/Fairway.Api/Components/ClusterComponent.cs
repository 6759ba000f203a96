using System.ComponentModel.DataAnnotations;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Components;

/// <summary>
/// What a cluster should run of one component, in the namespace named by the cluster's id, under the component's name.
/// Written by Releases only.
/// </summary>
[Kind("clustercomponents", Namespaced = true, ShortName = "fcc")]
[Column(0, "Version", ".spec.version")]
[Column(1, "Good", ".status.good")]
[Column(2, "Ready", ".status.conditions[?(@.type==\"Ready\")].status")]
[Column(3, "Reason", ".status.conditions[?(@.type==\"Ready\")].reason")]
[Column(4, "Drift", ".status.drift", Type = "integer")]
[Column(5, "Release", ".spec.release", Wide = true)]
[Column(6, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record ClusterComponent : FairwayObject
{
    /// <summary>What the cluster should run.</summary>
    [Required]
    public ClusterComponentSpec Spec { get; set; } = new();

    /// <summary>What it runs.</summary>
    public ClusterComponentStatus? Status { get; init; }
}

/// <summary>What a cluster should run of a component.</summary>
public sealed record ClusterComponentSpec
{
    /// <summary>The version.</summary>
    [Required]
    public string Version { get; set; } = "";

    /// <summary>Digest of the effective values.</summary>
    public string? ValuesDigest { get; init; }

    /// <summary>Digest of what was rendered of both.</summary>
    public string? ManifestDigest { get; init; }

    /// <summary>The Release that set it.</summary>
    [Required]
    public string Release { get; set; } = "";
}

/// <summary>What a cluster runs of a component.</summary>
public sealed record ClusterComponentStatus
{
    /// <summary>Generation of the specification that this speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>The version that was applied last.</summary>
    public string? Applied { get; init; }

    /// <summary>The version that a rollback returns to: the last that passed all checks.</summary>
    public string? Good { get; init; }

    /// <summary>Number of the newest record of it in the MetaDB, when this was written. A MetaDB that has fewer is an
    /// older copy.</summary>
    public long? Record { get; init; }

    /// <summary>How many fields differ from what was applied.</summary>
    public int? Drift { get; init; }

    /// <summary>The last Release that was made to correct drift; absent for none.</summary>
    public DriftCorrection? Correction { get; init; }

    /// <summary>Ready and Drifted, with their reasons: see <see cref="ClusterComponentConditions"/>.</summary>
    [MapList("type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}

/// <summary>A Release that was made to correct drift.</summary>
public sealed record DriftCorrection
{
    /// <summary>How many there have been; the Release is called <c>drift-CLUSTER-COMPONENT-NUMBER</c>.</summary>
    public int Number { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>How many times in a row the drift has come back soon after a correction.</summary>
    public int Returned { get; init; }
}

/// <summary>Conditions of a <see cref="ClusterComponent"/>, and their reasons.</summary>
public static class ClusterComponentConditions
{
    /// <summary>True where the cluster runs the version that it should, and this has passed its checks.</summary>
    public const string Ready = "Ready";

    /// <summary>True where somebody else changed what was applied; its message names the first fields, and who changed
    /// them. Not looked at while a Release is at work.</summary>
    public const string Drifted = "Drifted";

    /// <summary>Not drifted: everything is as it was applied.</summary>
    public const string AsApplied = "AsApplied";

    /// <summary>Drifted: the component's policy is to show it.</summary>
    public const string Reported = "Reported";

    /// <summary>Drifted: a Release corrects it.</summary>
    public const string Correcting = "Correcting";

    /// <summary>Drifted: it came back after a correction; the next one waits.</summary>
    public const string WaitingToCorrect = "WaitingToCorrect";

    /// <summary>Drifted: it comes back each time. Nothing more is done until it has gone by itself, or a person's
    /// Release was here.</summary>
    public const string Fought = "Fought";

    /// <summary>It is not known whether it has drifted: records and cluster disagree, or cannot be compared.</summary>
    public const string CannotCompare = "CannotCompare";

    /// <summary>Ready: it runs, and has passed its checks.</summary>
    public const string Good = "Good";

    /// <summary>Not ready: a Release is bringing it.</summary>
    public const string Progressing = "Progressing";

    /// <summary>Not ready: the Release's checks failed.</summary>
    public const string Failed = "Failed";

    /// <summary>Not ready: the Release went back to the last good version, and has not finished.</summary>
    public const string RollingBack = "RollingBack";
}
