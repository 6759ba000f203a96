using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Helm;

public sealed class UpgradeTests(FleetFixture fleet)
{
    private const string Second = "--set tag=2,colour=blue,extra=false,added=true";

    public static TheoryData<string> Versions => HelmSession.Versions;

    [Theory, MemberData(nameof(Versions))]
    public async Task An_upgrade_changes_removes_and_adds(string version)
    {
        var helm = await HelmSession.InstalledAsync(fleet, version);

        await helm.DoAsync($"upgrade one {HelmSession.Chart} --no-hooks --wait {Second}");

        Assert.Equal(
            "registry.example/web:2 2", await helm.Kubectl.DoAsync([
                "get", "deployment", "one", "-o",
                "jsonpath={.spec.template.spec.containers[0].image} {.status.updatedReplicas}",
            ]));
        var left = (await helm.Kubectl.DoAsync("get secret,configmap -o name")).Split('\n');
        Assert.DoesNotContain("secret/one-extra", left);
        Assert.Contains("configmap/one-added", left);
        Assert.Equal(["1 superseded", "2 deployed"], await helm.HistoryAsync("one"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task What_others_added_survives_an_upgrade(string version)
    {
        var helm = await HelmSession.InstalledAsync(fleet, version);
        await helm.Kubectl.DoAsync("label deployment one owner=somebody");
        await helm.Kubectl.DoAsync("set env deployment/one MORE=1");
        await helm.Kubectl.DoAsync(["patch", "configmap", "one-settings", "-p", """{"data":{"foreign":"f"}}"""]);

        await helm.DoAsync($"upgrade one {HelmSession.Chart} --no-hooks {Second}");

        var web = await helm.Kubectl.GetAsync("deployment one");
        Assert.Equal("somebody", (string?)web["metadata"]!["labels"]!["owner"]);
        var container = web["spec"]!["template"]!["spec"]!["containers"]![0]!;
        Assert.Equal("MORE", (string?)Assert.Single(container["env"]!.AsArray())!["name"]);
        var settings = (await helm.Kubectl.GetAsync("configmap one-settings"))["data"]!.AsObject();
        var pairs = settings.Select(item => $"{item.Key}={item.Value}").Order();
        Assert.Equal(["colour=blue", "foreign=f", "kept=yes"], pairs);
    }

    [Fact]
    public async Task Helm_3_takes_back_what_was_changed_behind_it_where_its_charts_differ()
    {
        var helm = await HelmSession.InstalledAsync(fleet, "3");
        await helm.Kubectl.DoAsync("scale deployment one --replicas=4");

        await helm.DoAsync($"upgrade one {HelmSession.Chart} --no-hooks {Second}");

        Assert.Equal("2", await helm.Kubectl.DoAsync("get deployment one -o jsonpath={.spec.replicas}"));
    }

    [Fact]
    public async Task Helm_4_meets_a_conflict_and_takes_the_field_only_by_force()
    {
        var helm = await HelmSession.InstalledAsync(fleet, "4");
        await helm.Kubectl.DoAsync("scale deployment one --replicas=4");

        var refused = await helm.FailAsync($"upgrade one {HelmSession.Chart} --no-hooks {Second}");

        Assert.Contains(
            "conflict with \"kubectl\" with subresource \"scale\" using apps/v1: .spec.replicas",
            refused,
            StringComparison.Ordinal);
        Assert.Equal(["1 deployed", "2 failed"], await helm.HistoryAsync("one"));
        await helm.DoAsync($"upgrade one {HelmSession.Chart} --no-hooks --force-conflicts {Second}");
        Assert.Equal("2", await helm.Kubectl.DoAsync("get deployment one -o jsonpath={.spec.replicas}"));
        Assert.Equal(
            "Apply",
            await helm.Kubectl.DoAsync([
                "get", "deployment", "one", "--show-managed-fields", "-o",
                "jsonpath={.metadata.managedFields[?(@.manager==\"helm\")].operation}",
            ]));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_rollback_brings_back_what_was(string version)
    {
        var helm = await HelmSession.InstalledAsync(fleet, version);
        await helm.DoAsync($"upgrade one {HelmSession.Chart} --no-hooks {Second}");

        await helm.DoAsync("rollback one 1 --no-hooks --wait");

        Assert.Equal(
            "registry.example/web:1",
            await helm.Kubectl.DoAsync("get deployment one -o jsonpath={.spec.template.spec.containers[0].image}"));
        var left = (await helm.Kubectl.DoAsync("get secret,configmap -o name")).Split('\n');
        Assert.Contains("secret/one-extra", left);
        Assert.DoesNotContain("configmap/one-added", left);
        Assert.Equal(["1 superseded", "2 superseded", "3 deployed"], await helm.HistoryAsync("one"));
        Assert.Equal("red", (string?)(await helm.Kubectl.GetAsync("configmap one-settings"))["data"]!["colour"]);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task An_upgrade_that_does_not_become_ready_goes_back(string version)
    {
        var helm = await HelmSession.InstalledAsync(fleet, version);
        var undo = helm.IsFour ? "--rollback-on-failure" : "--atomic";

        var refused = await helm.FailAsync(
            $"upgrade one {HelmSession.Chart} --no-hooks {undo} --timeout 3s"
            + " --set serverImage=registry.example/unready");

        Assert.Contains("UPGRADE FAILED", refused, StringComparison.Ordinal);
        Assert.Equal(["1 superseded", "2 failed", "3 deployed"], await helm.HistoryAsync("one"));
        Assert.Equal(
            "registry.example/web:1",
            await helm.Kubectl.DoAsync("get deployment one -o jsonpath={.spec.template.spec.containers[0].image}"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task An_upgrade_installs_what_is_not_there_and_replaces_by_force(string version)
    {
        var helm = await HelmSession.StartAsync(fleet, version);
        var force = helm.IsFour ? "--force-replace --server-side=false" : "--force";

        await helm.DoAsync($"upgrade --install one {HelmSession.Chart} --create-namespace --no-hooks");
        await helm.Kubectl.DoAsync(["patch", "configmap", "one-settings", "-p", """{"data":{"foreign":"f"}}"""]);
        await helm.DoAsync($"upgrade one {HelmSession.Chart} --no-hooks {force} --set colour=blue");

        var settings = (await helm.Kubectl.GetAsync("configmap one-settings"))["data"]!.AsObject();
        Assert.Equal(["colour", "kept"], settings.Select(item => item.Key).Order());
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task An_uninstall_waits_and_may_keep_the_history(string version)
    {
        var helm = await HelmSession.InstalledAsync(fleet, version);

        await helm.DoAsync("uninstall one --no-hooks --wait --keep-history --timeout 30s");

        Assert.Equal("", await helm.Kubectl.DoAsync("get deployment,replicaset,service,gadgets -o name"));
        Assert.Equal(["1 uninstalled"], await helm.HistoryAsync("one"));
        await helm.DoAsync("rollback one 1 --no-hooks");
        Assert.Equal("deployment.apps/one", await helm.Kubectl.DoAsync("get deployment -o name"));
        await helm.DoAsync("uninstall one --no-hooks --cascade foreground");
        Assert.Contains("not found", await helm.FailAsync("history one"), StringComparison.Ordinal);
    }
}
