using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Gates;

namespace Fairway.Tests.Releases.Gates;

/// <summary>What gates of the meta cluster are asked about.</summary>
internal static class Subjects
{
    /// <summary>A Monday.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>proxy from 1.0.0 to 2.0.0 on the cluster c1 of the region eu; nothing has begun.</summary>
    public static GateSubject One() => new()
    {
        Now = Noon,
        Cluster = new Cluster
        {
            Metadata = new ObjectMeta
            {
                Namespace = "c1",
                Labels = new Dictionary<string, string> { ["region"] = "eu" },
            },
        },
        Release = new Release
        {
            Metadata = new ObjectMeta { Name = "two" },
            Spec = new ReleaseSpec { Pipeline = "fleet" },
        },
        Stage = "canary",
        Changes = [new GateChange("proxy", "1.0.0", "2.0.0")],
    };
}
