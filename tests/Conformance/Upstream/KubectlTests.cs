using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;
using Xunit;

namespace Fairway.Conformance.Upstream;

/// <summary>
/// What test/e2e/kubectl/kubectl.go asserts of rows of the conformance list that need no real container. The rows that
/// are not here have their tests elsewhere: api-versions, cluster-info and version in DiscoveryTests, diff in
/// ApplyTests, the two of the proxy in ProxyTests. Guestbook and the logs need servers that answer.
/// </summary>
public sealed class KubectlTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => KubectlVersions.All;

    /// <summary>Kubectl server-side dry-run should check if kubectl can dry-run update Pods</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task A_dry_run_of_an_update_of_a_pod_changes_nothing(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("run e2e-test --image=registry.example/httpd:2.4 --restart=Never --labels=run=e2e-test");

        await kubectl.DoAsync([
            "patch", "pod", "e2e-test", "-p", """{"spec":{"containers":[{"name":"e2e-test","image":"other"}]}}""",
            "--dry-run=server",
        ]);

        Assert.Equal("registry.example/httpd:2.4", await ImageAsync(kubectl));
    }

    /// <summary>Kubectl label should update the label on a resource</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task A_label_comes_and_goes(string version)
    {
        var kubectl = await StartAsync(version);
        const string Pod = "pod/e2e-test";

        await kubectl.DoAsync($"label {Pod} testing-label=testing-label-value");
        Assert.Matches(@"TESTING-LABEL\n.* testing-label-value$", await kubectl.DoAsync($"get {Pod} -L testing-label"));
        await kubectl.DoAsync($"label {Pod} testing-label-");
        Assert.DoesNotContain(
            "testing-label-value", await kubectl.DoAsync($"get {Pod} -L testing-label"), StringComparison.Ordinal);
    }

    /// <summary>Kubectl patch should add annotations for pods in rc</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task Annotations_are_patched_into_pods(string version)
    {
        var kubectl = await StartAsync(version);
        const string Pod = "pod/e2e-test";

        await kubectl.DoAsync(["patch", Pod, "-p", """{"metadata":{"annotations":{"x":"y"}}}"""]);

        Assert.Equal("y", await kubectl.DoAsync($"get {Pod} -o jsonpath={{.metadata.annotations.x}}"));
    }

    /// <summary>Kubectl replace should update a single-container pod's image</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task What_was_read_is_replaced_with_another_image(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        foreach (var format in new[] { "json", "yaml" })
        {
            await kubectl.DoAsync($"run e2e-{format} --image=registry.example/httpd:2.4");
            await kubectl.DoAsync($"wait pod/e2e-{format} --for=condition=Ready --timeout=30s");
            var read = await kubectl.DoAsync($"get pod e2e-{format} -o {format}");
            await kubectl.DoAsync("replace -f -", read.Replace("httpd:2.4", "busybox:1.29", StringComparison.Ordinal));
            Assert.Equal("registry.example/busybox:1.29", await ImageAsync(kubectl, $"e2e-{format}"));
        }
    }

    /// <summary>Kubectl run pod should create a pod from an image when restart is Never</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task A_pod_that_is_not_restarted_is_run(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);

        await kubectl.DoAsync("run e2e-test --restart=Never --image=registry.example/httpd:2.4");

        Assert.Equal("registry.example/httpd:2.4", await ImageAsync(kubectl));
        Assert.Equal("Never", await kubectl.DoAsync("get pod e2e-test -o jsonpath={.spec.restartPolicy}"));
    }

    private async Task<KubectlSession> StartAsync(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("run e2e-test --image=registry.example/httpd:2.4");
        return kubectl;
    }

    private static Task<string> ImageAsync(KubectlSession kubectl, string pod = "e2e-test") =>
        kubectl.DoAsync($"get pod {pod} -o jsonpath={{.spec.containers[0].image}}");
}
