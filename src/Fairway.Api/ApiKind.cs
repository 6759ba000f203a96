using System.Collections.Immutable;
using System.Reflection;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Inquiries;
using Fairway.Api.Meta;
using Fairway.Api.Probes;
using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Api.Safety;
using Fairway.Api.Schema;
using Fairway.Api.Twins;

namespace Fairway.Api;

/// <summary>A kind of Fairway's as paths and objects name it.</summary>
/// <param name="Kind">Name of the kind, and of its record.</param>
/// <param name="Plural">Name in paths.</param>
/// <param name="Namespaced">False for objects of the cluster.</param>
/// <param name="Group">Name of its group.</param>
public sealed record ApiKind(string Kind, string Plural, bool Namespaced, string Group)
{
    /// <summary>Kinds whose CRDs the meta cluster has; the others are of tenant clusters.</summary>
    public static ImmutableArray<Type> Meta { get; } =
    [
        typeof(Cluster), typeof(Component), typeof(ComponentVersion), typeof(MetaConfig), typeof(ClusterComponent),
        typeof(ReleasePipeline), typeof(Release), typeof(ClusterRelease), typeof(EmergencyStop),
        typeof(ReleaseWindow), typeof(ReleaseBlocker), typeof(Approval), typeof(Inquiry),
    ];

    /// <summary>Kinds whose CRDs every tenant cluster has.</summary>
    public static ImmutableArray<Type> Tenant { get; } = [typeof(Rollout), typeof(CanaryTestSet)];

    /// <summary>Kinds whose CRDs simulated clusters have, and real ones never.</summary>
    public static ImmutableArray<Type> Twin { get; } = [typeof(PodBehavior), typeof(NodeBehavior)];

    /// <summary>All of them.</summary>
    public static ImmutableArray<Type> All { get; } = [.. Meta, .. Tenant, .. Twin];

    /// <summary>Group and version, as objects carry them.</summary>
    public string ApiVersion => $"{Group}/{ApiGroup.Version}";

    /// <summary>Name of its CustomResourceDefinition.</summary>
    public string CrdName => $"{Plural}.{Group}";

    /// <summary>The kind of a record.</summary>
    public static ApiKind Of<T>()
        where T : FairwayObject => Of(typeof(T));

    /// <summary>The kind of a record of <see cref="All"/>.</summary>
    /// <exception cref="ArgumentException">The record is no kind.</exception>
    public static ApiKind Of(Type type)
    {
        var said = type.GetCustomAttribute<KindAttribute>()
            ?? throw new ArgumentException($"{type.Name} has no [Kind]", nameof(type));
        return new ApiKind(type.Name, said.Plural, said.Namespaced, said.Group);
    }
}
