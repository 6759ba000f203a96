using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Xunit;

namespace Fairway.Tests.Kube.Pods.Objects;

public sealed class PodSpecSharingTests
{
    private const string Free = """{"name":"tmp","emptyDir":{}}""";
    private const string Claim = """{"name":"data","persistentVolumeClaim":{"claimName":"c"}}""";

    [Fact]
    public void Pods_of_a_template_share_one_specification_on_whatever_nodes_they_are() =>
        Assert.Same(Read(Spec("token-1", node: "a")), Read(Spec("token-2", node: "b")));

    [Fact]
    public void Pods_of_a_daemon_set_share_their_containers()
    {
        var (one, other) = (Read(Spec("token-1", selector: "a")), Read(Spec("token-2", selector: "b")));

        Assert.NotSame(one, other);
        Assert.Equal("b", other.Placement.NodeSelector["host"]);
        Assert.Equal(one.Containers, other.Containers);
    }

    [Fact]
    public void A_volume_that_a_pod_waits_for_keeps_its_name()
    {
        const string Secret = """{"projected":{"sources":[{"secret":{"name":"s"}}]},"name":""";
        var one = Read(Spec("token", volume: $"{Secret}\"one\"}}"));
        var other = Read(Spec("token", volume: $"{Secret}\"other\"}}"));

        Assert.Equal("one", Assert.Single(one.VolumeNeeds).Volume);
        Assert.Equal("other", Assert.Single(other.VolumeNeeds).Volume);
    }

    [Fact]
    public void Claims_are_not_lost()
    {
        Assert.Empty(Read(Spec("token")).Claims);
        Assert.Equal(["c"], Read(Spec("token", volume: Claim)).Claims);
    }

    [Fact]
    public void Another_image_makes_another_specification() => Assert.NotEqual(
        Read(Spec("token")).Containers[0].Image,
        Read(Spec("token").Replace("\"i\"", "\"j\"", StringComparison.Ordinal)).Containers[0].Image);

    private static PodSpec Read(string spec)
    {
        using var document = JsonDocument.Parse(spec);
        return PodSpec.Read(document.RootElement);
    }

    private static string Spec(string token, string node = "", string selector = "", string volume = Free) => $$$"""
        {"nodeName":"{{{node}}}","nodeSelector":{"host":"{{{selector}}}"},
         "volumes":[{{{volume}}},{"name":"{{{token}}}","projected":{"sources":[{"serviceAccountToken":{"path":"t"}},
          {"configMap":{"name":"kube-root-ca.crt"}},{"downwardAPI":{}}]}}],
         "containers":[{"name":"c","image":"i","volumeMounts":[{"name":"{{{token}}}","mountPath":"/t"}]}]}
        """;
}
