using System.Collections.Immutable;
using System.Text;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Charts;
using Fairway.Components.Composition;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Merge.Plans;
using Fairway.Schema.Digests;
using Fairway.Tests.Twin.Behaviour;
using Xunit;

namespace Fairway.Tests.Components.Targets;

/// <summary>What charts draw belongs to a release on a cluster.</summary>
public sealed class TargetMakerTests
{
    private static readonly SecretMask Mask = new("a key of sixteen or more"u8);

    private static readonly Chart Drawing = ChartArchive.Load(new Dictionary<string, ReadOnlyMemory<byte>>
    {
        ["Chart.yaml"] = Bytes("apiVersion: v2\nname: drawing\nversion: 1.0.0\n"),
        ["templates/x.yaml"] = Bytes(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: drawn}
            data: {password: {{ randAlphaNum 20 }}, at: {{ now | date "2006-01-02" | quote }}}
            """),
    });

    [Fact]
    public void A_cluster_draws_the_same_in_every_release_and_another_cluster_draws_otherwise() =>
        TwinCluster.Run(async cluster =>
        {
            var kinds = await TenantKinds.DiscoverAsync(cluster.Api, default);

            var (password, at) = Drawn("c1", Mask, kinds);

            Assert.Equal(20, password.Length);
            Assert.Equal("2026-03-04", at);
            Assert.Equal((password, at), Drawn("c1", Mask, kinds));
            Assert.NotEqual(password, Drawn("c2", Mask, kinds).Password);
            Assert.NotEqual(password, Drawn("c1", new SecretMask("another key, as long"u8), kinds).Password);
        });

    private static (string Password, string At) Drawn(string cluster, SecretMask mask, TenantKinds kinds)
    {
        var request = new ChangeRequest(
            new Cluster
            {
                Metadata = new ObjectMeta
                {
                    Name = Cluster.FixedName,
                    Namespace = cluster,
                    CreationTimestamp = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
                },
            },
            new Component { Metadata = new ObjectMeta { Name = "drawing" } },
            new ComponentVersion { Spec = new ComponentVersionSpec { Component = "drawing", Version = "1" } },
            []);
        var values = new EffectiveValues([], new Digest(new byte[32]), ImmutableSortedDictionary<string, string>.Empty);
        var data = TargetMaker.Make(request, Drawing, values, kinds, mask).Items
            .Single(item => (string?)item["kind"] == "ConfigMap")["data"]!;
        return (data["password"]!.GetValue<string>(), data["at"]!.GetValue<string>());
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
