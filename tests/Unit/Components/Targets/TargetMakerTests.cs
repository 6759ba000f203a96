using System.Collections.Immutable;
using System.Text;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Charts;
using Fairway.Components.Composition;
using Fairway.Components.Generated;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Plans;
using Fairway.Schema.Digests;
using Fairway.Tests.Twin.Behaviour;
using Xunit;

namespace Fairway.Tests.Components.Targets;

/// <summary>What a target is made of: definitions first, hooks apart, and what a chart draws belongs to a release on
/// a cluster.</summary>
public sealed class TargetMakerTests
{
    private static readonly SecretMask Mask = new("a key of sixteen or more"u8);

    private static readonly Chart Drawing = ChartArchive.Load(new Dictionary<string, ReadOnlyMemory<byte>>
    {
        ["Chart.yaml"] = Bytes("apiVersion: v2\nname: drawing\nversion: 1.0.0\n"),
        ["templates/x.yaml"] = Bytes(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: drawn}
            data: {password: {{ randAlphaNum 20 }}, at: {{ now | date "2006-01-02" | quote }}}
            """),
    });

    [Fact]
    public void A_cluster_draws_the_same_in_every_release_and_another_cluster_draws_otherwise() =>
        TwinCluster.Run(async cluster =>
        {
            var kinds = await TenantKinds.DiscoverAsync(cluster.Api, default);

            var (password, at) = Drawn("c1", Mask, kinds);

            Assert.Equal(20, password.Length);
            Assert.Equal("2026-03-04", at);
            Assert.Equal((password, at), Drawn("c1", Mask, kinds));
            Assert.NotEqual(password, Drawn("c2", Mask, kinds).Password);
            Assert.NotEqual(password, Drawn("c1", new SecretMask("another key, as long"u8), kinds).Password);
        });

    [Fact]
    public void Definitions_of_a_chart_come_first_and_their_kinds_count_as_served() => TwinCluster.Run(async cluster =>
    {
        var kinds = await TenantKinds.DiscoverAsync(cluster.Api, default);

        var target = TargetMaker.Make(Request("c1"), Defining, None, kinds, new Drawing(Mask));

        Assert.Equal(
            [
                "Namespace fairway-system", "CustomResourceDefinition things.example.io",
                "CustomResourceDefinition others.example.io", "ConfigMap fairway-system/drawn",
                "Other other", "Thing fairway-system/thing",
            ],
            target.Items.Select(item => $"{ObjectRef.Of(item)}"));
        Assert.Equal("seen", (string?)target.Items.ElementAt(3)["data"]!["things"]);
        Assert.Null(target.Items.ElementAt(4)["metadata"]!["namespace"]);
    });

    [Fact]
    public void Hooks_are_kept_apart_in_their_order_and_those_of_tests_are_left_out() => TwinCluster.Run(
        async cluster =>
        {
            var kinds = await TenantKinds.DiscoverAsync(cluster.Api, default);

            var hooks = TargetMaker.Make(Request("c1"), Hooking, None, kinds, new Drawing(Mask)).Hooks!;

            Assert.Equal(["a: pre-upgrade", "c: pre-install pre-upgrade", "b: pre-upgrade"], hooks.Select(
                hook => $"{hook.Reference.Name}: {string.Join(' ', hook.Events)}"));
            Assert.Equal(["hook-succeeded"], hooks[0].DeletePolicies);
            Assert.Equal(["before-hook-creation"], hooks[1].DeletePolicies);
            Assert.All(hooks, hook => Assert.Equal("fairway-system", hook.Reference.Namespace));
        });

    [Theory]
    [InlineData("a", "pre-upgrade", "a", "pre-install, pre-upgrade")]
    [InlineData("plain", "pre-upgrade", "b", "pre-upgrade")]
    public void One_object_twice_at_one_moment_is_refused(string one, string first, string two, string second) =>
        TwinCluster.Run(async cluster =>
        {
            var kinds = await TenantKinds.DiscoverAsync(cluster.Api, default);
            var chart = ChartOf(("templates/x.yaml", string.Join(
                "\n---\n", Hook(one, first), Hook(two, second), Plain("plain"))));

            var refusal = Assert.Throws<ChangeRefusedException>(
                () => TargetMaker.Make(Request("c1"), chart, None, kinds, new Drawing(Mask)));

            Assert.Contains("twice, as a hook of pre-upgrade", refusal.Message, StringComparison.Ordinal);
        });

    [Fact]
    public void One_object_of_two_templates_is_refused_and_both_are_named() => TwinCluster.Run(async cluster =>
    {
        var kinds = await TenantKinds.DiscoverAsync(cluster.Api, default);
        var chart = ChartOf(
            ("templates/a.yaml", Plain("same")), ("templates/b.yaml", $"{Plain("other")}\n---\n{Plain("same")}"));

        var refusal = Assert.Throws<ChangeRefusedException>(
            () => TargetMaker.Make(Request("c1"), chart, None, kinds, new Drawing(Mask)));

        Assert.Matches(
            "twice, in [a-z]+/templates/a.yaml, line 1, and in [a-z]+/templates/b.yaml, line [0-9]+: take one",
            refusal.Message);
    });

    private static readonly EffectiveValues None =
        new([], new Digest(new byte[32]), ImmutableSortedDictionary<string, string>.Empty);

    private static Chart Defining { get; } = ChartOf(
        ("crds/things.yaml", Definition("things", "Thing", "Namespaced")),
        ("templates/x.yaml", string.Join(
            "\n---\n",
            """
            apiVersion: example.io/v1
            kind: Thing
            metadata: {name: thing}
            """,
            """
            apiVersion: example.io/v1
            kind: Other
            metadata: {name: other, namespace: ignored}
            """,
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: drawn}
            data: {things: {{ ternary "seen" "missing" (.Capabilities.APIVersions.Has "example.io/v1/Thing") }}}
            """,
            Definition("others", "Other", "Cluster"))));

    private static Chart Hooking { get; } = ChartOf(("templates/x.yaml", string.Join(
        "\n---\n",
        Hook("b", "pre-upgrade, test", "helm.sh/hook-weight: '1'"),
        Hook("c", "pre-install,pre-upgrade"),
        Hook("a", "pre-upgrade", "helm.sh/hook-weight: '-5', helm.sh/hook-delete-policy: hook-succeeded"),
        Hook("t", "test"))));

    private static string Definition(string plural, string kind, string scope) => $$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: {{plural}}.example.io }
        spec:
          group: example.io
          scope: {{scope}}
          names: {plural: {{plural}}, kind: {{kind}} }
          versions:
          - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object} } }
        """;

    private static string Hook(string name, string events, string more = "helm.sh/hook-weight: '0'") => $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{name}}, annotations: {helm.sh/hook: "{{events}}", {{more}} } }
        """;

    private static string Plain(string name) => $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{name}} }
        """;

    private static Chart ChartOf(params (string Path, string Text)[] files) => ChartArchive.Load(
        files.Append(("Chart.yaml", "apiVersion: v2\nname: made\nversion: 1.0.0\n"))
            .ToDictionary(file => file.Item1, file => (ReadOnlyMemory<byte>)Bytes(file.Item2)));

    private static (string Password, string At) Drawn(string cluster, SecretMask mask, TenantKinds kinds)
    {
        var data = TargetMaker.Make(Request(cluster), Drawing, None, kinds, new Drawing(mask)).Items
            .Single(item => (string?)item["kind"] == "ConfigMap")["data"]!;
        return (data["password"]!.GetValue<string>(), data["at"]!.GetValue<string>());
    }

    private static ChangeRequest Request(string cluster) => new(
        new Cluster
        {
            Metadata = new ObjectMeta
            {
                Name = Cluster.FixedName,
                Namespace = cluster,
                CreationTimestamp = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
            },
        },
        new Component { Metadata = new ObjectMeta { Name = "drawing" } },
        new ComponentVersion { Spec = new ComponentVersionSpec { Component = "drawing", Version = "1" } },
        []);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
