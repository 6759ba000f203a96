using Fairway.Cli.Fleets;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class KubeconfigTests
{
    [Fact]
    public void A_context_for_each_cluster_the_first_is_current()
    {
        var text = Kubeconfig.Text(
        [
            new("meta", "https://127.0.0.1:1/clusters/meta", "meta.clusters.fairway.internal", "PEM", "t-meta"),
            new("cluster-001", "https://127.0.0.1:1/clusters/cluster-001", "cluster-001.x", "PEM2", "t-1"),
        ]);
        Assert.Equal(
            """
            apiVersion: v1
            kind: Config
            current-context: meta
            contexts:
            - name: meta
              context:
                cluster: meta
                user: meta
            - name: cluster-001
              context:
                cluster: cluster-001
                user: cluster-001
            clusters:
            - name: meta
              cluster:
                server: https://127.0.0.1:1/clusters/meta
                tls-server-name: meta.clusters.fairway.internal
                certificate-authority-data: UEVN
            - name: cluster-001
              cluster:
                server: https://127.0.0.1:1/clusters/cluster-001
                tls-server-name: cluster-001.x
                certificate-authority-data: UEVNMg==
            users:
            - name: meta
              user:
                token: t-meta
            - name: cluster-001
              user:
                token: t-1

            """,
            text);
    }

    [Fact]
    public void An_entry_does_not_print_its_token() =>
        Assert.DoesNotContain("secret", $"{new KubeconfigEntry("a", "b", "c", "d", "secret")}");
}
