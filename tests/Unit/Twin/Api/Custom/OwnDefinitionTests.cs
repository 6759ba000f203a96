using Fairway.Api;
using Fairway.Schema.Yaml;
using Xunit;

namespace Fairway.Tests.Twin.Api.Custom;

/// <summary>Fairway's own definitions are taken, and every rule in them refuses what it should.</summary>
public sealed class OwnDefinitionTests
{
    private const string Stays = "cannot be changed after creation";
    private const string OneWay = "cannot be taken back: make another Release";

    private const string ClusterRelease = """
        {"release":"r","stage":"s","direction":"Back","steps":[{}],
         "changes":[{"component":"c","kind":"k","version":"1","targetDigest":"t","approvedDigest":"a"}]}
        """;

    private const string Release = """
        {"pipeline":"p","changes":[{"component":"c"}],"clusters":{"matchLabels":{"a":"b"}},"stopped":true,
         "rollBack":true}
        """;

    private const string Rollout = """
        {"workload":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"},"change":"c","steps":[{}]}
        """;

    [Fact]
    public async Task Every_definition_is_taken_and_served()
    {
        await using var client = await OpenAsync();
        foreach (var definition in ApiCrds.Meta.Concat(ApiCrds.Tenant).Select(crd => crd.Name))
        {
            var plural = definition[..definition.IndexOf('.', StringComparison.Ordinal)];
            await client.OkAsync("GET", $"/apis/fairway.dev/v1alpha1/{plural}");
        }
    }

    [Theory]
    [InlineData("namespaces/a/clusterreleases", ClusterRelease, """{"release":"x"}""", "spec.release", Stays)]
    [InlineData("namespaces/a/clusterreleases", ClusterRelease, """{"stage":"x"}""", "spec.stage", Stays)]
    [InlineData("namespaces/a/clusterreleases", ClusterRelease, """{"changes":[]}""", "spec.changes", Stays)]
    [InlineData("namespaces/a/clusterreleases", ClusterRelease, """{"steps":[]}""", "spec.steps", Stays)]
    [InlineData(
        "namespaces/a/clusterreleases", ClusterRelease, """{"direction":"Forward"}""", "spec.direction",
        "cannot be turned from Back to Forward")]
    [InlineData("components", """{"type":"AddOn"}""", """{"type":"Operator"}""", "spec.type", Stays)]
    [InlineData("componentversions", """{"component":"c","version":"1"}""", """{"version":"2"}""", "spec", Stays)]
    [InlineData("metaconfigs", """{"component":"c"}""", """{"component":"d"}""", "spec.component", Stays)]
    [InlineData("releases", Release, """{"pipeline":"x"}""", "spec.pipeline", Stays)]
    [InlineData("releases", Release, """{"changes":[{"component":"d"}]}""", "spec.changes", Stays)]
    [InlineData("releases", Release, """{"clusters":null}""", "spec", "clusters cannot be changed after creation")]
    [InlineData("releases", Release, """{"clusters":{"matchLabels":{"a":"c"}}}""", "spec.clusters", Stays)]
    [InlineData("releases", Release, """{"stopped":false}""", "spec.stopped", OneWay)]
    [InlineData("releases", Release, """{"rollBack":false}""", "spec.rollBack", OneWay)]
    [InlineData(
        "releasepipelines", """{"stages":[{"name":"s","selector":{}}]}""",
        """{"canaryTests":{"names":["a"],"selector":{}}}""", "spec.canaryTests",
        "names its sets, or selects them: either, and not both")]
    [InlineData("namespaces/a/rollouts", Rollout, """{"workload":{"name":"x"}}""", "spec.workload", Stays)]
    public async Task Every_rule_refuses(string path, string spec, string change, string field, string message)
    {
        await using var client = await OpenAsync();
        var kind = ApiKindOf(path);
        await client.OkAsync(
            "POST",
            $"/apis/fairway.dev/v1alpha1/{path}",
            $$$"""
            {"apiVersion":"fairway.dev/v1alpha1","kind":"{{{kind}}}","metadata":{"name":"x"},"spec":{{{spec}}}}
            """);

        var refusal = await client.RefusedAsync(
            422,
            "PATCH",
            $"/apis/fairway.dev/v1alpha1/{path}/x",
            $$"""{"spec":{{change}}}""",
            "application/merge-patch+json");

        var cause = Assert.Single(refusal["details"]!["causes"]!.AsArray())!;
        Assert.Equal(field, (string)cause["field"]!);
        Assert.EndsWith(message, (string)cause["message"]!, StringComparison.Ordinal);
    }

    private static string ApiKindOf(string path) => path[(path.LastIndexOf('/') + 1)..] switch
    {
        "clusterreleases" => "ClusterRelease",
        "components" => "Component",
        "componentversions" => "ComponentVersion",
        "metaconfigs" => "MetaConfig",
        "releasepipelines" => "ReleasePipeline",
        "releases" => "Release",
        _ => "Rollout",
    };

    private static async Task<TwinClient> OpenAsync()
    {
        var client = new TwinClient();
        await client.NamespaceAsync("a");
        foreach (var crd in ApiCrds.Meta.Concat(ApiCrds.Tenant).DistinctBy(crd => crd.Name))
        {
            await client.OkAsync(
                "POST", WidgetClient.Definitions, YamlReader.ReadObject(crd.Yaml.Span).ToJsonString());
        }

        return client;
    }
}
