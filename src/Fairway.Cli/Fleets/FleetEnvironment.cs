using System.Security.Cryptography;
using Fairway.Cli.Logging;
using Fairway.Kube;
using Fairway.Kube.Timing;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Cli.Fleets;

/// <summary>What all clusters of a fleet share: clock, seed and log.</summary>
internal sealed class FleetEnvironment(FleetOptions options, FleetClock clock, LogLines log)
{
    /// <summary>The meta cluster is small whatever its tenants are: it runs what manages them.</summary>
    private const int MetaNodes = 3;

    private readonly IReadOnlyList<FleetMember> members = options.Members;

    private readonly FleetRandom random = new(options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));

    /// <summary>The clock of every cluster.</summary>
    public TimeProvider Time => clock.Time;

    /// <summary>How often things are done again.</summary>
    public FleetRhythm Rhythm => clock.Rhythm;

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
        var kube = new KubeEnvironment(Time, new Jitter(new Random(seed)), log.For(keys.Id))
        {
            WatchFor = Rhythm.WatchFor,
        };
        var member = members.FirstOrDefault(candidate => candidate.Id == keys.Id);
        return new ClusterBehaviourOptions(kube, seed)
        {
            Pools = member?.Pools ?? [new NodePool(NodeProfile.Default, MetaNodes)],
            RuntimeClasses = member?.RuntimeClasses ?? [],
            Metrics = options.Metrics,
            Behaviours = options.Behaviours,
            InitialBehaviors = options.InitialBehaviors,
            RootCertificate = keys.Authority.CertificatePem,
        };
    }
}
