using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

public sealed class ApplyTests(FleetFixture fleet)
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task Applying_again_changes_nothing_and_a_change_is_told(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);

        Assert.Equal("deployment.apps/web created", await kubectl.DoAsync("apply -f -", Manifests.Deployment));
        Assert.Equal("deployment.apps/web unchanged", await kubectl.DoAsync("apply -f -", Manifests.Deployment));
        var three = Manifests.Deployment.Replace("replicas: 2", "replicas: 3", StringComparison.Ordinal);
        Assert.Equal("deployment.apps/web configured", await kubectl.DoAsync("apply -f -", three));
        Assert.Equal(3, (int?)(await kubectl.GetAsync("deployment web"))["spec"]!["replicas"]);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task What_left_the_manifest_is_removed_and_what_others_added_stays(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("apply -f -", Manifests.Deployment);
        await kubectl.DoAsync("label deployment web owner=somebody");
        await kubectl.DoAsync("set env deployment/web C=3");

        await kubectl.DoAsync(
            "apply -f -",
            Manifests
                .Deployment.Replace("- {name: A, value: \"1\"}", "- {name: A, value: \"9\"}", StringComparison.Ordinal)
                .Replace("        - {name: B, value: \"2\"}\n", "", StringComparison.Ordinal)
        );

        var web = await kubectl.GetAsync("deployment web");
        var names = web["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!
            .AsArray()
            .Select(item => $"{item!["name"]}={item["value"]}")
            .Order();
        Assert.Equal(["A=9", "C=3"], names);
        Assert.Equal("somebody", (string?)web["metadata"]!["labels"]!["owner"]);
        var remembered = JsonNode.Parse((string)web["metadata"]!["annotations"]![LastApplied]!)!;
        Assert.Single(remembered["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray());
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Keys_that_left_a_ConfigMap_are_removed(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("apply -f -", Manifests.ConfigMap("c", "keep: a", "drop: b"));
        await kubectl.DoAsync(["patch", "configmap", "c", "-p", """{"data":{"foreign":"f"}}"""]);

        await kubectl.DoAsync("apply -f -", Manifests.ConfigMap("c", "keep: a"));

        Assert.Equal(
            ["foreign", "keep"],
            (await kubectl.GetAsync("configmap c"))["data"]!.AsObject().Select(field => field.Key).Order()
        );
    }

    /// <summary>No document of OpenAPI 3 knows these kinds, so that kubectl asks OpenAPI 2, in protobuf.</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task Lists_are_validated_and_unknown_kinds_are_named(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        const string List = """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}},
              {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "b"}}]}
            """;

        Assert.Equal("configmap/a created\nconfigmap/b created", await kubectl.DoAsync("apply -f -", List));
        Assert.Contains(
            "no matches for kind \"Bogus\" in version \"v1\"",
            await kubectl.FailAsync("apply -f -", List.Replace("ConfigMap", "Bogus", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains(
            "no matches for kind \"Bogus\" in version \"bogus.example.com/v1\"",
            await kubectl.FailAsync(
                "apply -f -", "apiVersion: bogus.example.com/v1\nkind: Bogus\nmetadata: {name: a}"),
            StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Server_side_apply_keeps_owners_apart(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);

        Assert.Equal(
            "deployment.apps/web serverside-applied",
            await kubectl.DoAsync("apply --server-side -f -", Manifests.Deployment)
        );
        var three = Manifests.Deployment.Replace("replicas: 2", "replicas: 3", StringComparison.Ordinal);
        var refused = await kubectl.FailAsync("apply --server-side --field-manager=other -f -", three);
        Assert.Contains("conflict with \"kubectl\": .spec.replicas", refused, StringComparison.Ordinal);
        await kubectl.DoAsync("apply --server-side --field-manager=other --force-conflicts -f -", three);
        var managers = (
            await kubectl.DoAsync(
                "get deployment web --show-managed-fields -o jsonpath={.metadata.managedFields[*].manager}"
            )
        ).Split(' ');
        Assert.Contains("kubectl", managers);
        Assert.Contains("other", managers);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Diff_tells_by_its_exit_code_and_its_lines(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("apply -f -", Manifests.Deployment);

        var same = await kubectl.TryAsync(["diff", "-f", "-"], Manifests.Deployment);
        Assert.Equal((0, ""), (same.ExitCode, same.Output));
        var three = Manifests.Deployment.Replace("replicas: 2", "replicas: 3", StringComparison.Ordinal);
        var different = await kubectl.TryAsync(["diff", "-f", "-"], three);
        Assert.Equal(1, different.ExitCode);
        Assert.Contains("-  replicas: 2\n+  replicas: 3", different.Output, StringComparison.Ordinal);
        Assert.Equal(2, (int?)(await kubectl.GetAsync("deployment web"))["spec"]!["replicas"]);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Edit_sends_what_the_editor_left(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("apply -f -", Manifests.Deployment);
        var editor = new Dictionary<string, string> { ["KUBE_EDITOR"] = "sed -i s/replicas:.2/replicas:\\ 5/" };

        var edited = await kubectl.TryAsync(["edit", "deployment", "web"], environment: editor);

        Assert.True(edited.ExitCode == 0, edited.ToString());
        Assert.Equal("deployment.apps/web edited", edited.Output.Trim());
        Assert.Equal(5, (int?)(await kubectl.GetAsync("deployment web"))["spec"]!["replicas"]);
        var untouched = await kubectl.TryAsync(
            ["edit", "deployment", "web"],
            environment: new Dictionary<string, string> { ["KUBE_EDITOR"] = "true" }
        );
        Assert.Contains(
            "Edit cancelled, no changes made.",
            untouched.Output + untouched.Errors,
            StringComparison.Ordinal
        );
    }
}
