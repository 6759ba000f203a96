using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Helm;

public sealed class InstallTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => HelmSession.Versions;

    [Theory, MemberData(nameof(Versions))]
    public async Task An_install_makes_its_namespace_and_waits_until_all_is_ready(string version)
    {
        var helm = await HelmSession.StartAsync(fleet, version);

        var said = await helm.DoAsync($"install one {HelmSession.Chart} --create-namespace --no-hooks --wait");

        Assert.Contains("STATUS: deployed", said, StringComparison.Ordinal);
        Assert.EndsWith("one of colour red is revision 1.", said, StringComparison.Ordinal);
        var web = await helm.Kubectl.GetAsync("deployment one");
        Assert.Equal(2, (int?)web["status"]!["availableReplicas"]);
        Assert.Equal("Helm", (string?)web["metadata"]!["labels"]!["app.kubernetes.io/managed-by"]);
        Assert.Equal(
            "helm.sh/release.v1",
            await helm.Kubectl.DoAsync("get secret sh.helm.release.v1.one.v1 -o jsonpath={.type}"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Definitions_of_the_crds_folder_come_first(string version)
    {
        var helm = await HelmSession.InstalledAsync(fleet, version);

        var gadget = await helm.Kubectl.GetAsync("gadgets.helm.example.com one");

        Assert.Equal(("red", 3), ((string?)gadget["spec"]!["colour"], (int?)gadget["spec"]!["size"]));
        var refused = await helm.FailAsync($"install two {HelmSession.Chart} --no-hooks --set colour=green");
        Assert.Contains("spec.colour: Unsupported value: \"green\"", refused, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_definition_among_the_templates_goes_with_its_release(string version)
    {
        var helm = await HelmSession.StartAsync(fleet, version);
        var chart = Path.Combine(Path.GetDirectoryName(HelmSession.Chart)!, "kinds");
        var name = $"crd/things.{helm.Kubectl.Namespace}.example.com";

        await helm.DoAsync($"install kinds {chart} --create-namespace --wait --timeout 30s");
        await helm.Kubectl.DoAsync($"wait --for=condition=Established {name} --timeout=20s");
        await helm.DoAsync("uninstall kinds --wait --timeout 30s");

        Assert.Contains("NotFound", await helm.Kubectl.FailAsync($"get {name}"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task What_was_installed_can_be_read_back(string version)
    {
        var helm = await HelmSession.StartAsync(fleet, version);
        await helm.DoAsync($"install one {HelmSession.Chart} --create-namespace --no-hooks --set colour=blue");

        Assert.Equal(["one 1 deployed"], await helm.ReleasesAsync());
        Assert.Equal("""{"colour":"blue"}""", await helm.DoAsync("get values one -o json"));
        Assert.Contains("kind: RoleBinding", await helm.DoAsync("get manifest one"), StringComparison.Ordinal);
        Assert.Contains("helm.sh/hook: pre-install", await helm.DoAsync("get hooks one"), StringComparison.Ordinal);
        Assert.Contains("is revision 1", await helm.DoAsync("get notes one"), StringComparison.Ordinal);
        var status = JsonNode.Parse(await helm.DoAsync("status one -o json"))!;
        Assert.Equal("deployed", (string?)status["info"]!["status"]);
        var refused = await helm.FailAsync($"install one {HelmSession.Chart}");
        Assert.Matches("cannot re-?use a name that is still in use", refused);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_dry_run_asks_the_server_and_leaves_nothing(string version)
    {
        var helm = await HelmSession.InstalledAsync(fleet, version);

        var shown = await helm.DoAsync($"upgrade one {HelmSession.Chart} --dry-run=server --set tag=2");

        Assert.Contains("registry.example/web:2", shown, StringComparison.Ordinal);
        Assert.Equal(["1 deployed"], await helm.HistoryAsync("one"));
        Assert.Equal("1", await helm.Kubectl.DoAsync("get deployment one -o jsonpath={.metadata.generation}"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task An_install_that_does_not_become_ready_is_undone(string version)
    {
        var helm = await HelmSession.StartAsync(fleet, version);
        var undo = helm.IsFour ? "--rollback-on-failure" : "--atomic";

        var refused = await helm.FailAsync(
            $"install one {HelmSession.Chart} --create-namespace --no-hooks {undo} --timeout 2s"
            + " --set serverImage=registry.example/unready");

        Assert.Contains("INSTALLATION FAILED", refused, StringComparison.Ordinal);
        Assert.Empty(await helm.ReleasesAsync());
        await helm.Kubectl.DoAsync("wait --for=delete deployment/one service/one --timeout=20s");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task What_another_made_is_not_taken_unasked(string version)
    {
        var helm = await HelmSession.StartAsync(fleet, version);
        await helm.Kubectl.DoAsync($"create namespace {helm.Kubectl.Namespace}");
        await helm.Kubectl.DoAsync("create configmap one-settings --from-literal=colour=green");

        var refused = await helm.FailAsync($"install one {HelmSession.Chart} --no-hooks");
        Assert.Contains("invalid ownership metadata", refused, StringComparison.Ordinal);
        var force = helm.IsFour ? " --force-conflicts" : "";
        await helm.DoAsync($"install one {HelmSession.Chart} --no-hooks --take-ownership{force}");

        Assert.Equal("red", (string?)(await helm.Kubectl.GetAsync("configmap one-settings"))["data"]!["colour"]);
    }
}
