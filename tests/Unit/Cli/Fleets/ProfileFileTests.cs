using Fairway.Cli;
using Fairway.Cli.Fleets;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class ProfileFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Groups_of_clusters_become_clusters_with_labels_in_turn()
    {
        var members = Read("""
            clusters:
            - name: metal-*
              count: 3
              infrastructure: bare-metal
              stages: [canary, production]
              regions: [r1, r2]
              importance: 4
              labels: {team: storage}
              pools: []
            - name: single
              pools: []
            """);
        Assert.Equal(["metal-001", "metal-002", "metal-003", "single"], members.Select(m => m.Id));
        Assert.Equal(
            "fairway.dev/importance=4 fairway.dev/infrastructure=bare-metal fairway.dev/region=r2 "
            + "fairway.dev/stage=production team=storage",
            string.Join(' ', members[1].Labels.Select(l => $"{l.Key}={l.Value}")));
    }

    [Fact]
    public void Pools_deal_out_their_machines_by_weight()
    {
        var member = Assert.Single(Read("""
            clusters:
            - name: a
              regions: [eu]
              pools:
              - name: worker
                count: 8
                runtime: hull://1.2
                zones: ["*-x", other]
                taints: ["dedicated=db:NoExecute", "plain:NoSchedule"]
                machines:
                - {type: big, weight: 3, cpu: "64", memory: 1Ti, extended: {example.com/gpu: "8"}, reserved: {cpu: "1"}}
                - {type: small, cpu: "8", memory: 16Gi, architecture: arm64}
              runtimeClasses:
              - {name: secure, handler: kata, overhead: {cpu: 250m}}
            """));
        Assert.Equal(8, member.Nodes);
        var profile = member.Pools[0].Profile;
        Assert.Equal(["big", "big", "small", "big"], profile.Variants.Select(v => v.InstanceType));
        Assert.Equal("8", profile.Variants[0].Extended!["example.com/gpu"]);
        Assert.Equal(["eu-x", "other"], profile.Zones);
        Assert.Equal("hull://1.2", profile.ContainerRuntimeVersion);
        Assert.Equal(
            [("dedicated", "db", "NoExecute"), ("plain", "", "NoSchedule")],
            profile.Taints.Select(t => (t.Key, t.Value, t.Effect)));
        Assert.Equal("kata", Assert.Single(member.RuntimeClasses).Handler);
    }

    [Theory]
    [InlineData("clusterz: []", "clusterz")]
    [InlineData("clusters:\n- name: Upper\n  pools: []", "clusters[0].name: ")]
    [InlineData("clusters:\n- name: meta\n  pools: []", "clusters: meta is the name")]
    [InlineData("clusters:\n- name: a\n  count: 2\n  pools: []", "clusters: a is the name of more than one")]
    [InlineData("clusters:\n- name: a\n  count: -1\n  pools: []", "clusters[0].count: must be between 0 and 2000")]
    [InlineData("clusters:\n- name: a", "clusters[0]")]
    [InlineData("clusters:\n- name: a\n  pools:\n  - name: p\n    machines: []", "clusters[0].pools[0].machines: ")]
    [InlineData(
        "clusters:\n- name: a\n  pools:\n  - name: p\n    machines: [{type: t, cpu: lots, memory: 1Gi}]",
        "clusters[0].pools[0].machines[0].cpu: must be an amount such as 64Gi")]
    [InlineData(
        "clusters:\n- name: a\n  pools:\n  - name: p\n    taints: [x]\n    machines: [{type: t, cpu: 1m, memory: 1Gi}]",
        "clusters[0].pools[0].taints[0]: must be key=value:Effect")]
    [InlineData("{", "yaml")]
    public void What_is_not_understood_is_named_with_its_place(string yaml, string says)
    {
        var failure = Assert.Throws<CliFailure>(() => Read(yaml));
        Assert.Equal(ExitCodes.Usage, failure.ExitCode);
        Assert.StartsWith($"profile {folder.In("p.yaml")}: ", failure.Message);
        Assert.Contains(says, failure.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("none.yaml", Assert.Throws<CliFailure>(() => ProfileFile.Read(folder.In("none.yaml"))).Message);

    [Theory]
    [InlineData("bare-metal", 3, 17)]
    [InlineData("cloud", 4, 12)]
    [InlineData("multi-tenant", 2, 8)]
    public void The_samples_are_fleets(string name, int clusters, int nodes)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Fairway.slnx")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var members = ProfileFile.Read(Path.Combine(root, "samples", "profiles", $"{name}.yaml"));
        Assert.Equal(clusters, members.Count);
        Assert.All(members, m => Assert.Equal(nodes, m.Nodes));
        var kinds = members[0].Pools.SelectMany(p => p.Profile.Variants).Select(v => v.Architecture);
        Assert.True(kinds.Distinct().Count() > 1);
    }

    private IReadOnlyList<FleetMember> Read(string yaml)
    {
        File.WriteAllText(folder.In("p.yaml"), yaml);
        return ProfileFile.Read(folder.In("p.yaml"));
    }
}
