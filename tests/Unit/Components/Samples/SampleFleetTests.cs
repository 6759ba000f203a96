using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Components.Generated;
using Fairway.Components.Health;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Merge.Diffing;
using Fairway.Merge.Plans;
using Fairway.Merge.Values;
using Fairway.Releases.Planning;
using Fairway.Tests.Twin.Behaviour;
using Xunit;

namespace Fairway.Tests.Components.Samples;

/// <summary>The demo fleet is what it says: whole, varied, and healthy on every kind of cluster.</summary>
public sealed partial class SampleFleetTests
{
    private static readonly SampleFleet Fleet = SampleFleet.Read();
    private static readonly SecretMask Mask = new("a key of sixteen or more"u8);
    private static readonly WriteOptions AsFairway = new()
    {
        FieldManager = Labels.ConfigurationManager,
        Force = true,
        FieldValidation = "Strict",
    };

    [Fact]
    public void Each_component_has_a_chart_and_a_version_and_each_chart_a_component()
    {
        var names = Fleet.Components.Select(item => item.Metadata.Name).Order(StringComparer.Ordinal).ToList();
        Assert.InRange(names.Count, 25, int.MaxValue);
        Assert.Equal(names, Fleet.ChartFolders);
        Assert.Equal(names, Fleet.Versions);
        Assert.All(Fleet.MetaConfigs, config => Assert.Contains(config.Spec.Component, names));
    }

    [Fact]
    public void Each_cluster_has_a_dozen_or_two_and_what_they_depend_on()
    {
        var all = Fleet.Components.ToDictionary(component => component.Metadata.Name);
        var changes = all.Keys.Order(StringComparer.Ordinal)
            .Select(name => new ReleaseChange { Component = name, Version = "1" }).ToList();
        Assert.Null(DependencyPlanner.Fault(changes, all.GetValueOrDefault));
        Assert.All(Fleet.Clusters, cluster =>
        {
            var there = Fleet.For(cluster).ToList();
            Assert.InRange(there.Count, 14, 26);
            Assert.All(there, component => Assert.Null(DependencyPlanner.Missing(
                component, all.GetValueOrDefault, name => there.Contains(all[name]))));
        });
    }

    [Fact]
    public void Every_chart_renders_for_every_cluster_and_no_two_clusters_are_alike() => TwinCluster.Run(
        async twin =>
        {
            var kinds = await TenantKinds.DiscoverAsync(twin.Api, default);
            var clusters = Fleet.Clusters.ToDictionary(
                cluster => cluster.Id,
                cluster => Fleet.For(cluster).Select(item => Target(item, cluster, kinds)).ToList());

            Assert.All(clusters.Values.SelectMany(targets => targets), target =>
            {
                Assert.InRange(target.Items.Count(), 3, 16);
                Assert.All(Images(target), image => Assert.Matches(Image(), image));
            });
            string Whole(string id) =>
                string.Join('\n', clusters[id].Select(target => CanonicalJson.Text(target.Objects)));
            Assert.Equal(clusters.Count, clusters.Keys.Select(Whole).Distinct().Count());
        });

    [Theory]
    [InlineData("metal-001")]
    [InlineData("cloud-002")]
    [InlineData("tenants-001")]
    public void All_of_a_cluster_becomes_healthy(string id) => TwinCluster.Run(
        async twin =>
        {
            var cluster = Fleet.Clusters.Single(item => item.Id == id);
            var kinds = await TenantKinds.DiscoverAsync(twin.Api, default);
            var brought = new List<ObjectRef>();
            foreach (var component in Fleet.For(cluster))
            {
                var target = Target(component, cluster, kinds);
                kinds = kinds.With(target.Items);
                await BringAsync(twin, kinds, target);
                brought.AddRange(target.Items.Select(ObjectRef.Of).Where(ObjectHealth.HasAny));
            }

            Assert.InRange(brought.Count, 20, int.MaxValue);
            var troubles = new List<string>();
            for (var look = 0; look < 60; look++)
            {
                await twin.PassAsync(TimeSpan.FromSeconds(5));
                troubles.Clear();
                foreach (var item in brought.Distinct())
                {
                    var live = await new Tenant(twin.Api, kinds).FindAsync(item, default);
                    troubles.AddRange(ObjectHealth.Of(item, live) is { } trouble ? [$"{trouble}"] : []);
                }

                if (troubles.Count == 0)
                {
                    return;
                }
            }

            Assert.Fail(string.Join('\n', troubles));
        },
        nodes: 3);

    [Theory]
    [InlineData("session-gateway", "CloneSet", "v1alpha1")]
    [InlineData("message-broker", "StatefulSet", "v1beta1")]
    [InlineData("image-puller", "DaemonSet", "v1alpha1")]
    public void Where_a_cluster_has_OpenKruise_its_kinds_are_used(string name, string kind, string version) =>
        TwinCluster.Run(async twin =>
        {
            var cluster = Fleet.Clusters.Single(item => item.Id == "metal-002");
            var component = Fleet.Components.Single(item => item.Metadata.Name == name);
            var kinds = await TenantKinds.DiscoverAsync(twin.Api, default);
            bool IsKruise(JsonObject item) => ObjectRef.Of(item) is { Kind.Group: "apps.kruise.io" };

            Assert.DoesNotContain(Target(component, cluster, kinds).Items, IsKruise);

            var item = Assert.Single(Target(component, cluster, kinds.With([Kruise(kind, version)])).Items, IsKruise);
            Assert.Equal(($"apps.kruise.io/{version}", kind), ((string?)item["apiVersion"], (string?)item["kind"]));
        });

    private static TargetDocument Target(Component component, Cluster cluster, TenantKinds kinds) => TargetMaker.Make(
        Fleet.Request(component, cluster),
        Fleet.ChartOf(component.Metadata.Name),
        Fleet.Values(component, cluster),
        kinds,
        new Drawing(Mask));

    /// <summary>Strictly: a field that the kind does not have is refused.</summary>
    private static async Task BringAsync(TwinCluster twin, TenantKinds kinds, TargetDocument target)
    {
        foreach (var item in target.Items)
        {
            var reference = ObjectRef.Of(item);
            await twin.Api.ApplyAsync(kinds.Get(reference), Tenant.Key(reference), item, AsFairway, default);
            if (reference.Kind.Kind == "CustomResourceDefinition")
            {
                await twin.UntilAsync(
                    $"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{reference.Name}",
                    live => ObjectHealth.Of(reference, live) is null);
            }
        }
    }

    private static IEnumerable<string> Images(TargetDocument target) =>
        from item in target.Items
        let pod = item["spec"]?["jobTemplate"]?["spec"]?["template"] ?? item["spec"]?["template"]
        from container in pod?["spec"]?["containers"] as JsonArray ?? []
        select (string?)container["image"] ?? "";

    private static JsonObject Kruise(string kind, string version) => new()
    {
        ["spec"] = new JsonObject
        {
            ["group"] = "apps.kruise.io",
            ["scope"] = "Namespaced",
            ["names"] = new JsonObject { ["kind"] = kind, ["plural"] = $"{kind.ToLowerInvariant()}s" },
            ["versions"] = new JsonArray(new JsonObject { ["name"] = version, ["served"] = true }),
        },
    };

    [GeneratedRegex(
        @"^(registry|mirror\.[a-z0-9-]+)\.example/[a-z/-]+:[a-z0-9][a-z0-9.-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Image();
}
