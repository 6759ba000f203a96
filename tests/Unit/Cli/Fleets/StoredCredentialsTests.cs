using Fairway.Cli;
using Fairway.Cli.Fleets;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class StoredCredentialsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();

    private string File => folder.In("credentials.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Keys_are_the_same_after_a_restart_and_new_clusters_get_new_ones()
    {
        var first = FleetKeys.Of(StoredCredentials.Empty, ["meta", "cluster-001"], Now);
        FleetKeys.Store(first, StoredCredentials.Empty, 4711).Write(File);

        var stored = StoredCredentials.Read(File);
        Assert.Equal(4711, stored.Port);
        var second = FleetKeys.Of(stored, ["meta", "cluster-001", "cluster-002"], Now);
        Assert.Equal(first.Select(Texts), second.Take(2).Select(Texts));
        Assert.Equal(3, second.Select(keys => keys.Token.Text).Distinct().Count());
        Assert.Equal(3, second.Select(keys => keys.Authority.CertificatePem).Distinct().Count());
    }

    [Fact]
    public void A_cluster_that_sits_out_a_run_keeps_its_keys()
    {
        var three = FleetKeys.Of(StoredCredentials.Empty, ["meta", "cluster-001", "cluster-002"], Now);
        var stored = FleetKeys.Store(three, StoredCredentials.Empty, 1);
        stored = FleetKeys.Store(FleetKeys.Of(stored, ["meta"], Now), stored, 1);
        Assert.Equal(Texts(three[2]), Texts(FleetKeys.Of(stored, ["cluster-002"], Now)[0]));
    }

    [Fact]
    public void No_file_means_a_new_fleet() => Assert.Empty(StoredCredentials.Read(File).Clusters);

    [Theory]
    [InlineData("", "is damaged at line 1")]
    [InlineData("{", "is damaged at line 1")]
    [InlineData("{\n\"format\": x", "is damaged at line 2")]
    [InlineData("null", "of another version")]
    [InlineData("{\"format\":1,\"port\":1}", "is damaged")]
    [InlineData("{\"format\":1,\"port\":1,\"clusters\":null}", "is damaged")]
    [InlineData("{\"format\":1,\"port\":1,\"clusters\":{\"a\":null}}", "is damaged")]
    [InlineData("{\"format\":1,\"port\":1,\"clusters\":{\"meta\":{\"token\":\"x\"}}}", "is damaged")]
    [InlineData("{\"format\":1,\"port\":70000,\"clusters\":{}}", "is damaged")]
    [InlineData("{\"format\":2,\"port\":1,\"clusters\":{}}", "of another version")]
    public void A_damaged_file_is_named_and_not_overwritten(string text, string message)
    {
        System.IO.File.WriteAllText(File, text);
        var failure = Assert.Throws<CliFailure>(() => StoredCredentials.Read(File));
        Assert.Contains(message, failure.Message);
        Assert.Contains(File, failure.Message);
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Secrets_are_not_printed()
    {
        var keys = FleetKeys.Of(StoredCredentials.Empty, ["meta"], Now)[0];
        var stored = FleetKeys.Store([keys], StoredCredentials.Empty, 1);
        Assert.DoesNotContain(keys.Token.Text, $"{keys} {stored} {stored.Clusters["meta"]}");
    }

    private static string Texts(ClusterKeys keys) =>
        $"{keys.Id}\n{keys.Token.Text}\n{keys.Authority.CertificatePem}\n{keys.Authority.KeyPem}";
}
