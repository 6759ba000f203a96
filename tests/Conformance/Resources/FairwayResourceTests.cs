using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Api;
using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;
using Xunit;

namespace Fairway.Conformance.Resources;

/// <summary>Fairway's own resources in kubectl's hands.</summary>
public sealed partial class FairwayResourceTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task Definitions_are_applied_and_established(string version)
    {
        var kubectl = await StartAsync(version);

        foreach (var kind in ApiKind.Meta.Concat(ApiKind.Tenant).Select(ApiKind.Of))
        {
            await kubectl.DoAsync($"wait --for=condition=Established --timeout=60s crd/{kind.CrdName}");
        }

        Assert.Matches(
            @"(?m)^releases +frel +fairway\.dev/v1alpha1 +false +Release$",
            await kubectl.DoAsync("api-resources --api-group=fairway.dev"));
        Assert.Equal(
            ApiKind.Meta.Concat(ApiKind.Tenant).Count(),
            (await kubectl.DoAsync("api-resources --categories=fairway -o name")).Split('\n').Length);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Fields_are_explained_by_their_docstrings(string version)
    {
        var kubectl = await StartAsync(version);

        var changes = await kubectl.DoAsync("explain release.spec.changes");
        Assert.Matches(@"(?m)^KIND: +Release$", changes);
        Assert.Contains("What is to change.", changes, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^  component\s<string> -required-$", changes);
        Assert.Matches(@"(?m)^  mode\s<string>$", await kubectl.DoAsync("explain frel.spec"));
        Assert.Contains("enum: Run, Plan", await kubectl.DoAsync("explain frel.spec"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Objects_are_listed_in_the_columns_of_their_kinds(string version)
    {
        var kubectl = await StartAsync(version);
        await WriteObjectsAsync(kubectl);
        var shown = new StringBuilder();
        foreach (var kind in ApiKind.Meta.Concat(ApiKind.Tenant).Select(ApiKind.Of))
        {
            var table = await kubectl.DoAsync($"get {kind.Plural} -o wide");
            shown.Append(Ages().Replace(table, "AGE")).Append("\n\n");
        }

        Check("columns.golden", shown.ToString());
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Short_names_categories_and_conditions_serve(string version)
    {
        var kubectl = await StartAsync(version);
        await WriteObjectsAsync(kubectl);

        Assert.Equal("release.fairway.dev/r-1", await kubectl.DoAsync("get frel -o name"));
        var everything = (await kubectl.DoAsync("get fairway -o name")).Split('\n');
        Assert.Contains("rollout.fairway.dev/statefulset-proxy", everything);
        await kubectl.DoAsync("wait --for=condition=Complete --timeout=60s frel/r-1");
        await kubectl.DoAsync("wait --for=condition=Ready --timeout=60s fcl/kubernetes-cluster");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task What_makes_no_sense_is_refused_where_it_stands(string version)
    {
        var kubectl = await StartAsync(version);

        var complaint = await kubectl.FailAsync("apply -f -", """
            {"apiVersion":"fairway.dev/v1alpha1","kind":"ReleasePipeline","metadata":{"name":"wrong"},
             "spec":{"stepDeadline":"soon","stages":[{"name":"Canary","selector":{}}]}}
            """);

        Assert.Contains("spec.stepDeadline", complaint, StringComparison.Ordinal);
        Assert.Contains("spec.stages[0].name", complaint, StringComparison.Ordinal);
    }

    private static async Task WriteObjectsAsync(KubectlSession kubectl)
    {
        var objects = await kubectl.DoAsync(
            ["create", "--dry-run=client", "-o", "json", "-f", Path.Combine(Folder(), "objects.yaml")]);
        foreach (var made in Items(objects))
        {
            var status = made["status"];
            made.Remove("status");
            await kubectl.DoAsync("apply --server-side -f -", made.ToJsonString());
            if (status is not null)
            {
                var kind = $"{made["kind"]}.fairway.dev".ToLowerInvariant();
                var patch = new JsonObject { ["status"] = status.DeepClone() }.ToJsonString();
                var name = (string)made["metadata"]!["name"]!;
                await kubectl.DoAsync(["patch", kind, name, "--subresource=status", "--type=merge", "-p", patch]);
            }
        }
    }

    // kubectl prints one document after the other.
    private static IEnumerable<JsonObject> Items(string documents) =>
        Documents().Split(documents).Select(text => JsonNode.Parse(text)!.AsObject());

    private async Task<KubectlSession> StartAsync(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var crds = ApiCrds.Meta.Concat(ApiCrds.Tenant).Select(crd => Encoding.UTF8.GetString(crd.Yaml.Span));
        await kubectl.DoAsync("apply --server-side --field-manager=fairway -f -", string.Join("---\n", crds));
        return kubectl;
    }

    private static void Check(string name, string shown)
    {
        var path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Assert.False(
                Environment.GetEnvironmentVariable("CI") == "true",
                $"CI does not rewrite {name}: update it on your machine and commit it.");
            File.WriteAllText(path, shown);
        }

        Assert.Equal(File.ReadAllText(path), shown);
    }

    private static string Folder([CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "Data");

    [GeneratedRegex(@"\b[0-9]+[smh]([0-9]+s)?(?=\s*$)", RegexOptions.Multiline)]
    private static partial Regex Ages();

    [GeneratedRegex(@"(?<=^\})\r?\n(?=\{)", RegexOptions.Multiline)]
    private static partial Regex Documents();
}
