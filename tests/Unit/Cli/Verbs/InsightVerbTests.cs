using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Cli;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Xunit;

namespace Fairway.Tests.Cli.Verbs;

/// <summary>What one cluster has, why, and how a person brings it back.</summary>
public sealed class InsightVerbTests(ManagedFleetFixture fleet) : IClassFixture<ManagedFleetFixture>
{
    private static readonly KubeResource MetaConfigs = FairwayResources.Of<MetaConfig>();
    private static readonly KubeResource StatefulSets = new("apps", "v1", "statefulsets", "StatefulSet", true);
    private static readonly ObjectKey Web = new("web", "web");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_applies_looks_explains_and_goes_back()
    {
        await ConfigureAsync("web-all", """{"component":"web","values":{"replicas":1}}""");
        await PushAsync("1.0.0");
        await ActAsync("apply", "web=1.0.0");
        await DriftIsShownAndExplainedAsync();

        await PushAsync("1.1.0");
        await ActAsync("apply", "web=1.1.0");
        Assert.Equal("r/web:1.1.0", await ImageAsync());
        await ActAsync("rollback", "web");

        Assert.Equal("r/web:1.0.0", await ImageAsync());
        var (_, history, _) = await fleet.RunAsync("history", "cluster-001", "web");
        var lines = history.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^AT +MARK +VERSION +RELEASE +TARGET$", lines[0]);
        Assert.Matches("Good +1.0.0 +rollback-[a-z0-9]+ +sha256:", lines[1]);
        Assert.Equal(10, lines.Length);
        var (_, json, _) = await fleet.RunAsync("history", "cluster-001", "web", "-o", "json");
        Assert.Contains("\"mark\": \"Intended\"", json);
        await HistoriesOfSeveralAsync();
    }

    private async Task HistoriesOfSeveralAsync()
    {
        foreach (var (arguments, column, name) in new[]
        {
            (new[] { "history", "--cluster", "cluster-001" }, "COMPONENT", "web"),
            (["history", "cluster-001"], "COMPONENT", "web"),
            (["history", "--component", "web"], "CLUSTER", "cluster-001"),
        })
        {
            var (code, output, error) = await fleet.RunAsync(arguments);
            Assert.True(code == ExitCodes.Ok, error);
            var rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Matches($"^AT +{column} +MARK +VERSION +RELEASE +TARGET$", rows[0]);
            Assert.Matches($"Z +{name} +Good +1.0.0 +rollback-", rows[1]);
            Assert.Equal(4, rows.Length);
        }
    }

    [Fact]
    public async Task What_is_declared_goes_to_files_and_back()
    {
        using var folder = new TemporaryFolder();
        await ConfigureAsync(
            "files", """{"component":"web","cluster":"c9","values":{"a":{"b":[1,"2"]}},"remove":["x"]}""");
        await PushAsync("4.0.0");
        var (code, _, error) = await fleet.RunAsync("meta", "export", folder.In("one"));
        Assert.True(code == ExitCodes.Ok, error);
        Assert.All((await fleet.RunAsync("meta", "import", folder.In("one"))).Out.Split('\n')[..^1],
            line => Assert.EndsWith(" unchanged", line));
        var meta = fleet.Inside("meta");
        await meta.DeleteAsync(MetaConfigs, new ObjectKey(null, "files"), null, Cancel);
        await meta.DeleteAsync(FairwayResources.Of<ComponentVersion>(), new ObjectKey(null, "web-4.0.0"), null, Cancel);

        var (_, told, _) = await fleet.RunAsync("meta", "import", folder.In("one"));

        Assert.Contains("metaconfig/files created\n", told);
        Assert.Contains("componentversion/web-4.0.0 created\n", told);
        await fleet.RunAsync("meta", "export", folder.In("two"));
        var files = Files(folder.In("one"));
        Assert.Contains("metaconfigs/files.yaml", files.Keys);
        Assert.Contains(files.Keys, file => file.StartsWith("charts/chart-web-", StringComparison.Ordinal));
        Assert.Equal(files, Files(folder.In("two")));

        var chart = Directory.GetFiles(folder.In("one/charts"))[0];
        await File.WriteAllBytesAsync(chart, [1, 2, 3], Cancel);
        var (bad, _, says) = await fleet.RunAsync("meta", "import", folder.In("one"));
        Assert.Equal((ExitCodes.Usage, true), (bad, says.Contains("is no packed chart")));
    }

    [Theory]
    [InlineData(2, "name clusters with --cluster", "apply", "web=1")]
    [InlineData(2, "rollback goes to what was good before", "rollback", "web=1", "--all")]
    [InlineData(2, "say which version of web is there", "adopt", "web", "--all")]
    [InlineData(1, "there is no version 77 of web", "apply", "web=77", "--all", "--yes")]
    [InlineData(1, "no cluster has web and is in a stage", "rollback", "web", "--cluster", "cluster-002", "--yes")]
    [InlineData(5, "there is no cluster nowhere", "diff", "nowhere")]
    [InlineData(7, "there is no Component nope", "history", "cluster-001", "nope")]
    [InlineData(7, "there is no Component nope", "history", "--component", "nope")]
    [InlineData(2, "name a cluster, or a component with --component", "history")]
    [InlineData(7, "cluster-002 should not run kcm", "explain", "cluster-002", "kcm")]
    [InlineData(2, "there is no folder", "meta", "import", "/nowhere/at/all")]
    public async Task What_goes_wrong_is_one_clear_line(int code, string says, params string[] arguments)
    {
        var (exit, _, error) = await fleet.RunAsync(arguments);
        Assert.True(code == exit, error);
        Assert.Contains(says, error);
        Assert.Equal(error.Length - 1, error.IndexOf('\n'));
    }

    [Fact]
    public async Task Nothing_is_done_where_nobody_can_be_asked()
    {
        await PushAsync("5.0.0");

        var (code, output, error) = await fleet.RunAsync("apply", "web=5.0.0", "--cluster", "cluster-002");

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("StatefulSet web/web", output);
        Assert.Contains("say --yes to carry this out", error);
        Assert.DoesNotContain("web=5.0.0", await ReleasesAsync(fleet));
    }

    /// <summary>What Releases that nobody has deleted bring.</summary>
    internal static async Task<string> ReleasesAsync(ManagedFleetFixture fleet)
    {
        var list = await fleet.Inside("meta").ListAllAsync(
            FairwayResources.Of<Release>(), ListQuery.All, ApiJson.Default.Release, Cancel);
        return string.Join(' ', list.Where(item => item.Metadata.DeletionTimestamp is null)
            .Select(item => $"{item.Metadata.Name}:{item.Spec.Changes[0].Component}={item.Spec.Changes[0].Version}"));
    }

    private async Task DriftIsShownAndExplainedAsync()
    {
        var (same, nothing, _) = await fleet.RunAsync("diff", "cluster-001", "web");
        Assert.Equal((ExitCodes.Ok, ""), (same, nothing));
        var patch = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 2 } };
        await fleet.Inside("cluster-001").MergePatchAsync(
            StatefulSets, Web, patch, new() { FieldManager = "kubectl-edit" }, Cancel);

        var (differs, diff, _) = await fleet.RunAsync("diff", "cluster-001");
        Assert.Equal(ExitCodes.Failed, differs);
        Assert.Contains("~ spec.replicas (others have changed it)\n        recorded  1\n        target    1\n", diff);
        Assert.Contains("        live      2\n", diff);

        var (explained, text, error) = await fleet.RunAsync("explain", "cluster-001", "web", "spec.replicas");
        Assert.True(explained == ExitCodes.Ok, error);
        Assert.Contains("StatefulSet web/web, spec.replicas\n", text);
        Assert.Matches("template    web/templates/web.yaml, line [0-9]+\n", text);
        Assert.Contains("decided by  replicas (MetaConfig web-all)\n", text);
        Assert.Contains("owned by    kubectl-edit\n", text);
        Assert.Contains("- web: should run 1.0.0", text);
        var (_, whole, _) = await fleet.RunAsync("explain", "cluster-001", "web");
        Assert.Matches("StatefulSet web/web +web/templates/web.yaml +[0-9]+ +yes", whole);
        Assert.Matches("replicas +MetaConfig web-all", whole);
    }

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file).Replace('\\', '/'),
            file => Convert.ToHexString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    private async Task ActAsync(string verb, string change)
    {
        var (code, output, error) = await fleet.RunAsync(verb, change, "--cluster", "cluster-001", "--yes");
        Assert.True(code == ExitCodes.Ok, error);
        Assert.True(Regex.IsMatch(output, $"release/{verb}-[a-z0-9]+ Succeeded: every cluster has it\n$"), output);
    }

    private Task ConfigureAsync(string name, string spec) => fleet.Inside("meta").CreateAsync(
        MetaConfigs,
        null,
        new JsonObject
        {
            ["apiVersion"] = MetaConfigs.ApiVersion,
            ["kind"] = MetaConfigs.Kind,
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = JsonNode.Parse(spec),
        },
        null,
        Cancel);

    private async Task PushAsync(string version)
    {
        var (code, _, error) = await fleet.RunAsync(
            "component", "push", fleet.Chart, "--component", "web", "--version", version, "--image",
            $"web=r/web:{version}");
        Assert.True(code == ExitCodes.Ok, error);
    }

    private async Task<string?> ImageAsync()
    {
        var item = (await fleet.Inside("cluster-001").GetAsync(StatefulSets, Web, Cancel)).ReadNode();
        return (string?)item["spec"]!["template"]!["spec"]!["containers"]![0]!["image"];
    }
}
