using System.Collections.Immutable;
using System.Security.Cryptography;
using Fairway.Cli.Logging;
using Fairway.Kube;
using Fairway.Kube.Timing;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Cli.Fleets;

/// <summary>What all clusters of a fleet share: clock, seed and log.</summary>
internal sealed class FleetEnvironment(FleetOptions options, TimeProvider time, LogLines log)
{
    /// <summary>The meta cluster is small whatever its tenants are: it runs what manages them.</summary>
    private const int MetaNodes = 3;

    /// <summary>Canaries' nodes are alike; elsewhere every fourth is of another kind, as fleets grow.</summary>
    private static readonly ImmutableArray<NodeVariant> Mixed =
    [
        new("amd64", "twin.4xlarge", "6.12.0-twin"),
        new("amd64", "twin.4xlarge", "6.12.0-twin"),
        new("arm64", "twin-arm.4xlarge", "6.6.0-twin"),
        new("amd64", "twin.8xlarge", "6.12.0-twin"),
    ];

    private readonly FleetRandom random = new(options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));

    /// <summary>The clock of every cluster.</summary>
    public TimeProvider Time => time;

    /// <summary>How every cluster decides who may do what.</summary>
    public AuthorizationMode Authorization => options.Authorization;

    /// <summary>Where troubles are told.</summary>
    public Action<string> Log => log.Say;

    /// <summary>Chance for the names and uids of a cluster.</summary>
    public Random RandomFor(string clusterId) => random.For(clusterId);

    /// <summary>What runs in a cluster.</summary>
    public ClusterBehaviourOptions BehaviourOf(ClusterKeys keys)
    {
        var seed = random.SeedOf(keys.Id);
        var kube = new KubeEnvironment(time, new Jitter(new Random(seed)), log.For(keys.Id));
        return new ClusterBehaviourOptions(kube, seed)
        {
            Nodes = keys.Id == ClusterIds.Meta ? MetaNodes : options.Nodes,
            Profile = ProfileOf(keys.Id),
            Behaviours = options.Behaviours,
            InitialBehaviors = options.InitialBehaviors,
            RootCertificate = keys.Authority.CertificatePem,
        };
    }

    private NodeProfile ProfileOf(string id)
    {
        if (ClusterIds.NumberOf(id) is not { } number)
        {
            return NodeProfile.Default;
        }

        var region = FleetLabels.RegionOf(number);
        return NodeProfile.Default with
        {
            Region = region,
            Zones = [$"{region}a", $"{region}b", $"{region}c"],
            Variants = FleetLabels.IsMixed(number, options.Clusters) ? Mixed : [],
        };
    }
}
