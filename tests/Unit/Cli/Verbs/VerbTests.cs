using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Cli;
using Fairway.Cli.Managers;
using Fairway.Components.Packaging;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Xunit;

namespace Fairway.Tests.Cli.Verbs;

public sealed class VerbTests(ManagedFleetFixture fleet) : IClassFixture<ManagedFleetFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_goes_from_a_folder_to_every_cluster()
    {
        await PushAsync("1.0.0");
        var (planned, plan, _) = await fleet.RunAsync("plan", "-p", "all", "web=1.0.0");
        Assert.Equal(ExitCodes.Ok, planned);
        Assert.Contains("cluster-001, cluster-002", plan);
        Assert.Contains("StatefulSet web/web", plan);

        var (code, output, error) = await fleet.RunAsync(
            "release", "create", "web-1", "-p", "all", "web=1.0.0", "--watch");
        Assert.True(code == ExitCodes.Ok, error);
        Assert.Equal("release/web-1 Succeeded: every cluster has it\n", output);
        Assert.Contains("cluster-002 (rest): Succeeded", error);
        Assert.Equal(["r/web:1.0.0", "r/web:1.0.0"], await ImagesAsync("cluster-001"));
        Assert.Equal(["r/web:1.0.0", "r/web:1.0.0"], await ImagesAsync("cluster-002"));

        var (_, shown, _) = await fleet.RunAsync("release", "show", "web-1");
        Assert.Contains("State:      Succeeded", shown);
        var (_, why, _) = await fleet.RunAsync("why", "cluster-002", "web");
        Assert.Contains("- web: should run 1.0.0", why);
        var (_, json, _) = await fleet.RunAsync("release", "show", "web-1", "-o", "json");
        Assert.Contains("\"phase\": \"Succeeded\"", json);
        var (_, yaml, _) = await fleet.RunAsync("release", "show", "web-1", "-o", "yaml");
        Assert.Contains("\n  phase: Succeeded\n", yaml);
        var (_, list, _) = await fleet.RunAsync("release", "list");
        Assert.Contains("web=1.0.0", list);
        Assert.Contains("every cluster has it", (await fleet.RunAsync("release", "list", "-o", "wide")).Out);
        Assert.Equal("release/web-1\n", (await fleet.RunAsync("release", "show", "web-1", "-o", "name")).Out);
        Assert.Matches("STEP +ATTEMPT +SINCE", (await fleet.RunAsync("release", "show", "web-1", "-o", "wide")).Out);
        var (_, components, _) = await fleet.RunAsync("component", "list");
        Assert.Matches("\nweb +AddOn +1.0.0 +[0-9]+ ", components);
        Assert.Equal("cluster/cluster-001\ncluster/cluster-002\n", await NamesAsync("cluster", "list"));
        Assert.Equal("component/kcm\ncomponent/web\n", await NamesAsync("component", "list"));
        Assert.Equal("statefulset/web\n", await NamesAsync("rollout", "status", "-c", "cluster-001", "-n", "web"));
        Assert.Equal("[]\n", (await fleet.RunAsync("window", "list", "-o", "json")).Out);
        var next = JsonNode.Parse((await fleet.RunAsync("window", "next", "cluster-001", "-o", "json")).Out)!;
        Assert.Equal((true, null), ((bool?)next["open"], (string?)next["opensAt"]));
        var lines = JsonNode.Parse((await fleet.RunAsync("why", "cluster-001", "web", "-o", "json")).Out)!["lines"]!;
        Assert.Contains(lines.AsArray(), line => (string?)line!["kind"] == "State" && (string?)line["about"] == "web");
    }

    [Fact]
    public async Task A_release_of_some_clusters_leaves_the_others_alone()
    {
        await fleet.RunAsync("component", "push", "--component", "kcm", "--version", "v1.36.1", "--package", "kcm");
        var (code, output, error) = await fleet.RunAsync(
            "release", "create", "kcm-1", "-p", "all", "kcm=v1.36.1", "-l", "fairway.dev/stage!=canary", "--watch");
        Assert.True(code == ExitCodes.Ok, error);
        Assert.StartsWith("release/kcm-1 Succeeded", output);
        Assert.DoesNotContain("cluster-001", error);
    }

    [Fact]
    public async Task Switches_are_turned_and_a_stopped_release_ends_its_watch_as_failed()
    {
        await PushAsync("1.1.0");
        var (held, stop, _) = await fleet.RunAsync("stop", "--reason", "a test of switches", "--component", "other");
        Assert.Equal(ExitCodes.Ok, held);
        var name = stop.Split(' ')[0].Split('/')[1];
        Assert.Contains("a test of switches", (await fleet.RunAsync("stop", "--list")).Out);
        Assert.Equal($"emergencystop/{name} released\n", (await fleet.RunAsync("stop", "--release", name)).Out);

        await fleet.RunAsync("release", "create", "switched", "-p", "all", "web=1.1.0", "-l", "fairway.dev/stage=none");
        Assert.Equal("release/switched paused\n", (await fleet.RunAsync("release", "pause", "switched")).Out);
        Assert.Equal("release/switched resumed\n", (await fleet.RunAsync("release", "resume", "switched")).Out);
        Assert.Equal("release/switched stopped\n", (await fleet.RunAsync("release", "stop", "switched")).Out);
        var (code, output, _) = await fleet.RunAsync("release", "watch", "switched");
        Assert.Equal(ExitCodes.Failed, code);
        Assert.StartsWith("release/switched ", output);
    }

    [Fact]
    public async Task A_cluster_is_left_out_and_catches_up_when_it_is_tried_again()
    {
        await PushAsync("1.2.0");
        var (_, stop, _) = await fleet.RunAsync("stop", "--reason", "not yet", "--component", "web");
        await fleet.RunAsync("release", "create", "partly", "-p", "all", "web=1.2.0");
        string[] skip = ["release", "skip", "partly", "--cluster", "cluster-002"];
        Assert.Equal(ExitCodes.Usage, (await fleet.RunAsync(skip)).Code);
        var (skipped, says, _) = await fleet.RunAsync([.. skip, "--reason", "it is moved to another rack"]);
        Assert.Equal((ExitCodes.Ok, "release/partly leaves cluster-002 out\n"), (skipped, says));
        await fleet.RunAsync("stop", "--release", stop.Split(' ')[0].Split('/')[1]);
        var (_, through, _) = await fleet.RunAsync("release", "watch", "partly");
        Assert.Equal("release/partly Succeeded: through; these were left out: cluster-002\n", through);
        Assert.Contains("it is moved to another rack", (await fleet.RunAsync("release", "show", "partly")).Out);

        var (none, _, why) = await fleet.RunAsync("release", "retry", "partly");
        Assert.Equal((ExitCodes.Failed, true), (none, why.Contains("no cluster of partly has failed")));
        var (well, _, _) = await fleet.RunAsync("release", "retry", "partly", "--cluster", "cluster-001");
        Assert.Equal(ExitCodes.Failed, well);
        var (again, tries, _) = await fleet.RunAsync("release", "retry", "partly", "--cluster", "cluster-002");
        Assert.Equal((ExitCodes.Ok, "release/partly tries cluster-002 again\n"), (again, tries));
        var (_, all, _) = await fleet.RunAsync("release", "watch", "partly");
        Assert.Equal("release/partly Succeeded: every cluster has it\n", all);
        Assert.Equal(["r/web:1.2.0", "r/web:1.2.0"], await ImagesAsync("cluster-002"));
    }

    [Fact]
    public async Task The_same_version_twice_is_once_and_another_content_is_refused()
    {
        var created = (await PushAsync("2.0.0")).Out;
        Assert.Matches("^componentversion/web-2.0.0 created sha256:[0-9a-f]{64}\n$", created);
        Assert.Equal(created.Replace("created", "unchanged"), (await PushAsync("2.0.0")).Out);
        var (code, output, error) = await PushAsync("2.0.0", "r/web:other");
        Assert.Equal(ExitCodes.Conflict, code);
        Assert.Empty(output);
        Assert.Contains("version 2.0.0 of web is there with another content", error);
    }

    [Fact]
    public async Task A_plan_is_read_by_programs_and_its_exit_code_says_whether_anything_changes()
    {
        await PushAsync("3.0.0");
        string[] plan = ["plan", "web=3.0.0", "--cluster", "cluster-002"];

        var (changes, json, error) = await fleet.RunAsync([.. plan, "-o", "json", "--exit-code"]);
        Assert.True(changes == 1, error);
        var view = JsonNode.Parse(json)!;
        Assert.Equal(1, (int?)view["clusters"]);
        Assert.Equal("web", (string?)view["components"]![0]!["component"]);
        Assert.Equal("cluster-002", (string?)view["components"]![0]!["sections"]![0]!["clusters"]![0]);
        Assert.Contains("1 cluster in 1 group", error);
        var (_, yaml, _) = await fleet.RunAsync([.. plan, "-o", "yaml"]);
        Assert.Contains("component: web\n", yaml);
        var (_, painted, _) = await fleet.RunAsync([.. plan, "--color", "always"]);
        var (_, plain, _) = await fleet.RunAsync(plan);
        Assert.Equal(plain, Regex.Replace(painted, "\u001b\\[[0-9;]*m", ""));
        Assert.NotEqual(plain, painted);
        Assert.DoesNotContain("plan-", await InsightVerbTests.ReleasesAsync(fleet));
        var (none, _, says) = await fleet.RunAsync("plan", "web=99", "--exit-code");
        Assert.Equal((ExitCodes.NoAnswer, true), (none, says.Contains("there is no version 99 of web")));
    }

    [Fact]
    public async Task A_packed_chart_is_the_same_version_as_its_folder_and_ignored_files_stay_behind()
    {
        using var folder = new TemporaryFolder();
        var ignored = Path.Combine(fleet.Chart, "notes.bak");
        await File.WriteAllTextAsync(Path.Combine(fleet.Chart, ".helmignore"), "*.bak\n.helmignore\n", Cancel);
        await File.WriteAllTextAsync(ignored, "left behind", Cancel);
        var pushed = (await PushAsync("2.1.0")).Out;
        File.Delete(ignored);
        var files = ChartSource.Read(fleet.Chart, Cancel);
        await File.WriteAllBytesAsync(folder.In("web-1.0.0.tgz"), ChartFiles.Pack("web", files), Cancel);

        var (code, packed, error) = await fleet.RunAsync(
            "component", "push", folder.In("web-1.0.0.tgz"), "--component", "web", "--version", "2.1.0",
            "--image", "web=r/web:2.1.0");

        Assert.True(code == ExitCodes.Ok, error);
        Assert.Equal(pushed.Replace("created", "unchanged"), packed);
    }

    [Theory]
    [InlineData(5, "releases.fairway.dev \"nope\" not found", "release", "show", "nope")]
    [InlineData(5, "releases.fairway.dev \"nope\" not found", "release", "watch", "nope")]
    [InlineData(5, "releases.fairway.dev \"nope\" not found", "release", "rollback", "nope")]
    [InlineData(5, "emergencystops.fairway.dev \"nope\" not found", "stop", "--release", "nope")]
    [InlineData(5, "there is no Component nope", "component", "push", "--component", "nope", "--version", "1")]
    [InlineData(2, "is of type AddOn: name its chart", "component", "push", "--component", "web", "--version", "1")]
    [InlineData(2, "is no change: write COMPONENT=VERSION", "release", "create", "x", "-p", "all", "web=")]
    [InlineData(2, "web is given twice", "release", "create", "x", "-p", "all", "web=1", "web=2")]
    [InlineData(2, "is no requirement on a label", "release", "create", "x", "-p", "all", "web=1", "-l", "a in")]
    [InlineData(1, "Invalid value", "release", "create", "No_Name", "-p", "all", "web=1")]
    [InlineData(1, "no plan can be made: there is no version 9 of web", "plan", "-p", "all", "web=9")]
    [InlineData(1, "no plan can be made: there is no ReleasePipeline nope", "plan", "-p", "nope", "web=9")]
    [InlineData(2, "say why with --reason", "stop")]
    [InlineData(2, "-o and --watch go with --list", "stop", "--reason", "x", "-o", "json")]
    public async Task What_goes_wrong_is_one_clear_line(int code, string says, params string[] arguments)
    {
        var (exit, output, error) = await fleet.RunAsync(arguments);
        Assert.Equal(code, exit);
        Assert.Empty(output);
        Assert.Contains(says, error);
        Assert.StartsWith("fairway: ", error);
        Assert.Equal(error.Length - 1, error.IndexOf('\n'));
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_is_explained_and_not_found()
    {
        var (code, output, _) = await fleet.RunAsync("why", "nowhere");
        Assert.Equal(ExitCodes.NotFound, code);
        Assert.Contains("there is no Cluster", output);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_exit_code_three()
    {
        using var folder = new TemporaryFolder();
        var text = await File.ReadAllTextAsync(fleet.Kubeconfig, Cancel);
        var port = new Uri(text.Split("server: ")[1].Split('\n')[0]).Port;
        await File.WriteAllTextAsync(folder.In("config"), text.Replace($":{port}/", ":9/"), Cancel);
        var (code, _, error) = await CommandLine.RunAsync("release", "list", "--kubeconfig", folder.In("config"));
        Assert.Equal(ExitCodes.Unreachable, code);
        Assert.StartsWith("fairway: ", error);
        await File.WriteAllTextAsync(folder.In("config"), text.Replace("token: ", "token: x"), Cancel);
        var (refused, _, _) = await CommandLine.RunAsync("release", "list", "--kubeconfig", folder.In("config"));
        Assert.Equal(ExitCodes.Forbidden, refused);
        var (missing, _, says) = await CommandLine.RunAsync("release", "list", "--kubeconfig", folder.In("none"));
        Assert.Equal(ExitCodes.Failed, missing);
        Assert.Contains(folder.In("none"), says);
    }

    [Fact]
    public async Task A_cluster_without_the_resources_says_where_they_come_from()
    {
        var (code, _, error) = await fleet.RunAsync("release", "list", "--context", "cluster-001");
        Assert.Equal(ExitCodes.NotFound, code);
        Assert.Contains("does not have Fairway's resources", error);
    }

    [Fact]
    public async Task A_manager_that_cannot_begin_says_why()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.In("records.db"), new string('x', 10_000), Cancel);
        var (code, _, error) = await fleet.RunAsync("manager", "--metadb", folder.In("records.db"));
        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("records.db", error);
        Assert.Equal(error.Length - 1, error.IndexOf('\n'));

        var (refused, _, says) = await fleet.RunAsync("manager", "--context", "nowhere");
        Assert.Equal(ExitCodes.Failed, refused);
        Assert.Contains("nowhere", says);
    }

    [Fact]
    public async Task The_key_that_hides_secrets_is_made_once_and_never_shown()
    {
        var meta = fleet.Inside("meta");
        var before = (await meta.GetAsync(KubeResources.Secrets, MaskKey.Secret, Cancel)).ReadNode();
        await MaskKey.EnsureAsync(meta, Cancel);
        var after = (await meta.GetAsync(KubeResources.Secrets, MaskKey.Secret, Cancel)).ReadNode();
        Assert.Equal($"{before["metadata"]!["resourceVersion"]}", $"{after["metadata"]!["resourceVersion"]}");
        Assert.DoesNotContain($"{before["data"]!["key"]}", string.Join('\n', fleet.Log));
    }

    private async Task<string> NamesAsync(params string[] verb) => (await fleet.RunAsync([.. verb, "-o", "name"])).Out;

    private Task<(int Code, string Out, string Error)> PushAsync(string version, string? image = null) =>
        fleet.RunAsync(
            "component", "push", fleet.Chart, "--component", "web", "--version", version,
            "--image", $"web={image ?? $"r/web:{version}"}");

    private async Task<IEnumerable<string>> ImagesAsync(string cluster)
    {
        var answer = await fleet.Inside(cluster).ListAsync(
            KubeResources.Pods, ListQuery.All with { Namespace = "web" }, Cancel);
        return answer.ReadNode()["items"]!.AsArray()
            .Select(pod => pod!["spec"]!["containers"]![0]!["image"]!.GetValue<string>());
    }
}
