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

    private const string Controller = """
        apiVersion: v1
        kind: ReplicationController
        metadata: {name: agnhost-primary, labels: {app: agnhost, role: primary} }
        spec:
          replicas: 1
          selector: {app: agnhost, role: primary}
          template:
            metadata: {labels: {app: agnhost, role: primary} }
            spec:
              containers:
              - name: agnhost-primary
                image: registry.example/agnhost:2
                ports: [{name: agnhost-server, containerPort: 6379}]
        """;

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

    /// <summary>Kubectl describe should check if kubectl describe prints relevant information for rc and pods</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task Controllers_services_and_their_pods_are_described(string version)
    {
        var kubectl = await StartAsync(version);
        await kubectl.DoAsync("create service clusterip agnhost-primary --tcp=6379:agnhost-server");

        var pod = (await kubectl.DoAsync("describe pod -l role=primary")).Split('\n');
        Assert.Contains(pod, line => line.StartsWith("Controlled By:", StringComparison.Ordinal)
            && line.EndsWith("ReplicationController/agnhost-primary", StringComparison.Ordinal));
        Assert.Contains(pod, line => line.Split(':', StringSplitOptions.TrimEntries) is ["Image", _, "2"]);
        Assert.Contains(pod, line => line.Split(':', StringSplitOptions.TrimEntries) is ["Status", "Running"]);
        var controller = await kubectl.DoAsync("describe rc agnhost-primary");
        Assert.Matches(@"(?m)^Replicas: +1 current / 1 desired$", controller);
        Assert.Matches(@"(?m)^Pods Status: +1 Running / 0 Waiting / 0 Succeeded / 0 Failed$", controller);
        Assert.Matches(@"(?m)^Selector: +app=agnhost,role=primary$", controller);
        Assert.Matches(@"(?m)^ *Port: +6379/TCP", controller);
        Assert.Contains("SuccessfulCreate", controller, StringComparison.Ordinal);
        Assert.Matches(
            @"(?m)^TargetPort: +agnhost-server/TCP$", await kubectl.DoAsync("describe service agnhost-primary"));
        Assert.Contains("Allocated resources", await kubectl.DoAsync("describe node"), StringComparison.Ordinal);
    }

    /// <summary>Kubectl expose should create services for rc</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task A_controller_and_a_service_are_exposed(string version)
    {
        var kubectl = await StartAsync(version);

        await kubectl.DoAsync("expose rc agnhost-primary --name=rm2 --port=1234 --target-port=6379");
        await kubectl.DoAsync("wait endpoints/rm2 --for=jsonpath={.subsets[0].ports[0].port}=6379 --timeout=30s");
        await kubectl.DoAsync("expose service rm2 --name=rm3 --port=2345 --target-port=6379");
        await kubectl.DoAsync("wait endpoints/rm3 --for=jsonpath={.subsets[0].ports[0].port}=6379 --timeout=30s");

        Assert.Equal("2345", await kubectl.DoAsync("get service rm3 -o jsonpath={.spec.ports[0].port}"));
    }

    /// <summary>Kubectl label should update the label on a resource</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task A_label_comes_and_goes(string version)
    {
        var kubectl = await StartAsync(version);
        var pod = await kubectl.DoAsync("get pod -l role=primary -o name");

        await kubectl.DoAsync($"label {pod} testing-label=testing-label-value");
        Assert.Matches(@"TESTING-LABEL\n.* testing-label-value$", await kubectl.DoAsync($"get {pod} -L testing-label"));
        await kubectl.DoAsync($"label {pod} testing-label-");
        Assert.DoesNotContain(
            "testing-label-value", await kubectl.DoAsync($"get {pod} -L testing-label"), StringComparison.Ordinal);
    }

    /// <summary>Kubectl patch should add annotations for pods in rc</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task Annotations_are_patched_into_pods(string version)
    {
        var kubectl = await StartAsync(version);
        var pod = await kubectl.DoAsync("get pod -l role=primary -o name");

        await kubectl.DoAsync(["patch", pod, "-p", """{"metadata":{"annotations":{"x":"y"}}}"""]);

        Assert.Equal("y", await kubectl.DoAsync($"get {pod} -o jsonpath={{.metadata.annotations.x}}"));
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

    /// <summary>
    /// Update Demo should create and stop a replication controller; Update Demo should scale a replication controller
    /// </summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task A_replication_controller_is_created_scaled_and_stopped(string version)
    {
        var kubectl = await StartAsync(version);

        foreach (var count in new[] { 1, 2 })
        {
            await kubectl.DoAsync($"scale rc agnhost-primary --replicas={count} --timeout=1m");
            await kubectl.DoAsync(
                $"wait rc/agnhost-primary --for=jsonpath={{.status.readyReplicas}}={count} --timeout=30s");
            Assert.Equal(count, (await kubectl.DoAsync("get pod -l role=primary -o name")).Split('\n').Length);
        }

        await kubectl.DoAsync("delete --grace-period=0 --force -f -", Controller);
        await kubectl.DoAsync("wait pod -l role=primary --for=delete --timeout=30s");
        Assert.Equal("", await kubectl.DoAsync("get rc,pod -l role=primary -o name"));
    }

    private async Task<KubectlSession> StartAsync(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", Controller);
        await kubectl.DoAsync("wait rc/agnhost-primary --for=jsonpath={.status.readyReplicas}=1 --timeout=30s");
        return kubectl;
    }

    private static Task<string> ImageAsync(KubectlSession kubectl, string pod = "e2e-test") =>
        kubectl.DoAsync($"get pod {pod} -o jsonpath={{.spec.containers[0].image}}");
}
