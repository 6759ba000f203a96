using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

public sealed class ChangeTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task Patches_of_three_types(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", Manifests.Deployment);

        Assert.Equal(
            "deployment.apps/web patched",
            await kubectl.DoAsync([
                "patch",
                "deployment",
                "web",
                "-p",
                """{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"i:2"}]}}}}""",
            ])
        );
        await kubectl.DoAsync([
            "patch",
            "deployment",
            "web",
            "--type=merge",
            "-p",
            """{"metadata":{"annotations":{"a":"b"}}}""",
        ]);
        await kubectl.DoAsync([
            "patch",
            "deployment",
            "web",
            "--type=json",
            "-p",
            """[{"op":"replace","path":"/spec/replicas","value":1}]""",
        ]);

        var web = await kubectl.GetAsync("deployment web");
        var container = Assert.Single(web["spec"]!["template"]!["spec"]!["containers"]!.AsArray())!;
        Assert.Equal(("i:2", 2), ((string?)container["image"], container["env"]!.AsArray().Count));
        Assert.Equal("b", (string?)web["metadata"]!["annotations"]!["a"]);
        Assert.Equal(1, (int?)web["spec"]!["replicas"]);
        Assert.Equal(
            "deployment.apps/web patched (no change)",
            await kubectl.DoAsync(["patch", "deployment", "web", "--type=merge", "-p", """{"spec":{"replicas":1}}"""])
        );
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Patches_of_the_status_and_of_the_scale(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", Manifests.Deployment);

        await kubectl.DoAsync([
            "patch",
            "deployment",
            "web",
            "--subresource=scale",
            "--type=merge",
            "-p",
            """{"spec":{"replicas":1}}""",
        ]);
        await kubectl.DoAsync([
            "patch",
            "deployment",
            "web",
            "--subresource=status",
            "--type=merge",
            "-p",
            """{"status":{"collisionCount":3}}""",
        ]);

        var web = await kubectl.GetAsync("deployment web");
        Assert.Equal((1, 3), ((int?)web["spec"]!["replicas"], (int?)web["status"]!["collisionCount"]));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Labels_and_annotations(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create configmap c");

        Assert.Equal("configmap/c labeled", await kubectl.DoAsync("label configmap c tier=gold"));
        Assert.Contains(
            "--overwrite is false",
            await kubectl.FailAsync("label configmap c tier=tin"),
            StringComparison.Ordinal
        );
        Assert.Equal("configmap/c labeled", await kubectl.DoAsync("label configmap c tier=tin --overwrite"));
        Assert.Equal("configmap/c", await kubectl.DoAsync("get configmap -l tier=tin -o name"));
        Assert.Equal("configmap/c unlabeled", await kubectl.DoAsync("label configmap c tier-"));
        Assert.Equal("configmap/c annotated", await kubectl.DoAsync("annotate configmap c note=hello"));
        Assert.Equal("hello", await kubectl.DoAsync("get configmap c -o jsonpath={.metadata.annotations.note}"));
        Assert.Contains(
            "Invalid",
            await kubectl.FailAsync("label configmap c Bad_=-x-"),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Scale_with_and_without_a_condition(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", Manifests.Deployment);
        await kubectl.DoAsync("create -f -", Manifests.StatefulSet);

        Assert.Equal("deployment.apps/web scaled", await kubectl.DoAsync("scale deployment web --replicas=4"));
        Assert.Contains(
            "Expected replicas to be 2, was 4",
            await kubectl.FailAsync("scale deployment web --current-replicas=2 --replicas=1"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "statefulset.apps/store scaled",
            await kubectl.DoAsync("scale statefulset store --current-replicas=2 --replicas=1")
        );
        await kubectl.DoAsync("wait deployment/web --for=jsonpath={.status.readyReplicas}=4 --timeout=60s");
        await kubectl.DoAsync("rollout status statefulset/store --timeout=60s");
        Assert.Equal("pod/store-0", await kubectl.DoAsync("get pod -l app=store -o name"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Set_image_and_environment_and_resources(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", Manifests.Deployment);

        Assert.Equal(
            "deployment.apps/web image updated",
            await kubectl.DoAsync("set image deployment/web app=registry.example/web:7")
        );
        Assert.Equal("deployment.apps/web env updated", await kubectl.DoAsync("set env deployment/web A-"));
        Assert.Equal(
            "deployment.apps/web resource requirements updated",
            await kubectl.DoAsync("set resources deployment web --limits=cpu=200m")
        );
        Assert.Equal(
            "registry.example/web:7 200m",
            await kubectl.DoAsync([
                "get",
                "deployment",
                "web",
                "-o",
                "jsonpath={range .spec.template.spec.containers[0]}{.image} {.resources.limits.cpu}{end}",
            ])
        );
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Cordon_and_uncordon_a_node(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var node = (await kubectl.DoAsync("get nodes -o name")).Split('\n')[version == "136" ? 0 : 1];

        Assert.EndsWith("cordoned", await kubectl.DoAsync($"cordon {node}"), StringComparison.Ordinal);
        Assert.Contains("SchedulingDisabled", await kubectl.DoAsync($"get {node}"), StringComparison.Ordinal);
        Assert.EndsWith("uncordoned", await kubectl.DoAsync($"uncordon {node}"), StringComparison.Ordinal);
    }
}
