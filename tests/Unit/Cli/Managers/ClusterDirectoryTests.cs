using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Cli.Fleets;
using Fairway.Cli.Managers;
using Fairway.Kube;
using Fairway.Tests.Kube.Fakes;
using Fairway.Twin.Http.Security;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Cli.Managers;

public sealed class ClusterDirectoryTests : IDisposable
{
    private const string Clusters = "/apis/fairway.dev/v1alpha1/namespaces/eu-1/clusters";
    private const string Secrets = "/api/v1/namespaces/eu-1/secrets";

    private readonly FakeTimeProvider time = new();
    private readonly FakeKubeApi meta = new();
    private readonly ClusterDirectory directory;

    public ClusterDirectoryTests()
    {
        directory = new ClusterDirectory(meta, KubeEnvironment.Of(time, 1));
        meta.Put(Clusters, Object("kubernetes-cluster", new JsonObject { ["spec"] = new JsonObject() }));
        Store(Trusted("one"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_connection_stays_for_as_long_as_its_secret_does()
    {
        var first = await directory.ConnectAsync("eu-1", Cancel);
        time.Advance(ClusterDirectory.Fresh);
        Assert.Same(first, await directory.ConnectAsync("eu-1", Cancel));

        Store(Trusted("two"));
        time.Advance(ClusterDirectory.Fresh);
        Assert.NotSame(first, await directory.ConnectAsync("eu-1", Cancel));
    }

    [Fact]
    public async Task What_was_read_a_moment_ago_is_not_read_again()
    {
        await directory.ConnectAsync("eu-1", Cancel);
        var requests = meta.Requests.Count;
        await directory.ConnectAsync("eu-1", Cancel);
        Assert.Equal(requests, meta.Requests.Count);
    }

    [Fact]
    public async Task Trouble_of_the_meta_cluster_is_no_trouble_of_a_tenant_that_is_known()
    {
        var first = await directory.ConnectAsync("eu-1", Cancel);
        time.Advance(ClusterDirectory.Fresh);
        meta.Fail(_ => true, _ => throw new KubeApiException(503, "ServiceUnavailable", "restarting"));
        Assert.Same(first, await directory.ConnectAsync("eu-1", Cancel));
    }

    [Fact]
    public async Task A_cluster_a_secret_and_a_key_that_are_missing_are_named()
    {
        await RefusesAsync("eu-2", "there is no Cluster eu-2/kubernetes-cluster");
        meta.Remove(Secrets, "kubeconfig");
        await RefusesAsync("eu-1", "there is no Secret eu-1/kubeconfig");
        meta.Put(Secrets, Object("kubeconfig", new JsonObject { ["data"] = new JsonObject { ["other"] = "eA==" } }));
        await RefusesAsync("eu-1", "Secret eu-1/kubeconfig has no kubeconfig under value");
    }

    [Theory]
    [InlineData(
        "token: secret-1", "exec:\n      apiVersion: client.authentication.k8s.io/v1\n      command: id", "exec")]
    [InlineData("token: secret-1", "auth-provider:\n      name: oidc", "auth-provider")]
    [InlineData("token: secret-1", "tokenFile: /etc/passwd", "the path of a file")]
    [InlineData("token: secret-1", "client-certificate: /etc/passwd", "the path of a file")]
    [InlineData("server: https", "insecure-skip-tls-verify: true\n    server: https", "insecure TLS")]
    [InlineData("server: https", "server: http", "insecure TLS")]
    public async Task A_kubeconfig_that_reaches_for_this_machine_is_refused(string before, string after, string says)
    {
        Store(Trusted("one").Replace(before, after, StringComparison.Ordinal));
        await RefusesAsync("eu-1", says);
    }

    [Fact]
    public async Task What_is_no_kubeconfig_is_refused_and_not_printed()
    {
        Store("token: [hunter2");
        var failure = await RefusesAsync("eu-1", "eu-1/kubeconfig");
        Assert.DoesNotContain("hunter2", failure);
    }

    private async Task<string> RefusesAsync(string cluster, string says)
    {
        var failure = await Assert.ThrowsAsync<KubeApiException>(
            async () => await directory.ConnectAsync(cluster, Cancel));
        Assert.Equal(0, failure.Status);
        Assert.Equal(ClusterConditions.BadKubeconfig, failure.Reason);
        Assert.Contains(says, failure.Message);
        return failure.Message;
    }

    private static JsonObject Object(string name, JsonObject rest)
    {
        rest["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "eu-1" };
        return rest;
    }

    private static string Trusted(string name) => Kubeconfig.Text(
    [
        new KubeconfigEntry(
            name,
            "https://127.0.0.1:1",
            "eu-1.example",
            ClusterAuthority.Create("eu-1", TimeProvider.System.GetUtcNow()).CertificatePem,
            "secret-1"),
    ]);

    private void Store(string kubeconfig)
    {
        var data = new JsonObject { ["value"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(kubeconfig)) };
        meta.Put(Secrets, Object("kubeconfig", new JsonObject { ["data"] = data }));
    }
}
