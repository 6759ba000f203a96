namespace Fairway.Api.Meta;

/// <summary>Labels and annotations that Fairway gives, and field managers that it writes as.</summary>
public static class Labels
{
    /// <summary>On a Cluster: its stage, <c>canary</c>.</summary>
    public const string Stage = "fairway.dev/stage";

    /// <summary>On a Cluster: its region.</summary>
    public const string Region = "fairway.dev/region";

    /// <summary>On a Cluster: its kind of machines.</summary>
    public const string Infrastructure = "fairway.dev/infrastructure";

    /// <summary>On a Cluster: 0 (least) to 9; the important come last.</summary>
    public const string Importance = "fairway.dev/importance";

    /// <summary>Annotation on a Cluster: nothing new begins there while it stands; its text says why.</summary>
    public const string Hold = "fairway.dev/hold";

    /// <summary>On whatever belongs to a Release: its name.</summary>
    public const string Release = "fairway.dev/release";

    /// <summary>On whatever belongs to a component, in the meta cluster and in tenant clusters: its name.</summary>
    public const string Component = "fairway.dev/component";

    /// <summary>On a Secret of the meta cluster: meta-configs may take values from it where this is
    /// <c>true</c>.</summary>
    public const string Values = "fairway.dev/values";

    /// <summary>On Fairway's own objects: the id of the cluster that they speak of.</summary>
    public const string Cluster = "fairway.dev/cluster";

    /// <summary>Annotation on a chart's hook in a tenant cluster: the Release, direction and moment that it was made
    /// for.</summary>
    public const string HookRun = "fairway.dev/hook-run";

    /// <summary>On what Fairway itself brings to a cluster: <see cref="ManagedByFairway"/>.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>The value of <see cref="ManagedBy"/> on what is Fairway's.</summary>
    public const string ManagedByFairway = "fairway";

    /// <summary>Field manager of configuration.</summary>
    public const string ConfigurationManager = "fairway";

    /// <summary>Field manager of partition, paused and update strategy.</summary>
    public const string RolloutManager = "fairway-rollout";

    /// <summary>Namespace of Fairway's own objects, in the meta cluster and in tenant clusters.</summary>
    public const string SystemNamespace = "fairway-system";
}
