using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Components.Composition;
using Fairway.Delivery.Changes;
using Xunit;

namespace Fairway.Tests.Components.Composition;

public sealed class ValueComposerTests
{
    [Fact]
    public void The_narrower_wins_and_says_so()
    {
        var values = Compose(
            Config("z-all", """{"level":"info","replicas":1,"only":{"all":true}}"""),
            Config("a-north", """{"level":"warn","replicas":2}""", region: "north"),
            Config("b-one", """{"replicas":3}""", cluster: "c1"));

        Assert.Equal("warn", (string?)values.Values["level"]);
        Assert.Equal(3, (int?)values.Values["replicas"]);
        Assert.Equal("MetaConfig a-north", values.Origins["level"]);
        Assert.Equal("MetaConfig b-one", values.Origins["replicas"]);
        Assert.Equal("MetaConfig z-all", values.Origins["only.all"]);
        Assert.Equal("fairway", values.Origins["fairway.clusterId"]);
        Assert.Equal("version 1.2.0", values.Origins["image"]);
    }

    [Fact]
    public void Among_selectors_the_higher_priority_wins_then_the_later_name()
    {
        var values = Compose(
            Config("c", """{"a":1,"b":1}""", region: "north"),
            Config("b", """{"a":2}""", region: "north", priority: 5),
            Config("d", """{"b":3}""", region: "north"));

        Assert.Equal(2, (int?)values.Values["a"]);
        Assert.Equal(3, (int?)values.Values["b"]);
    }

    [Fact]
    public void A_config_for_others_does_not_count() =>
        Assert.Null(Compose(
            Config("south", """{"a":1}""", region: "south"), Config("two", """{"a":1}""", cluster: "c2")).Values["a"]);

    [Fact]
    public void Remove_takes_away_what_is_wider_before_its_own_values_come()
    {
        var wide = Config("all", """{"tls":{"old":1,"older":2},"a":1}""");
        var narrow = Config("one", """{"tls":{"new":3}}""", cluster: "c1");
        var values = Compose(wide, narrow with { Spec = narrow.Spec with { Remove = ["tls", "a", "nothing.here"] } });

        Assert.Equal("""{"new":3}""", values.Values["tls"]!.ToJsonString());
        Assert.False(values.Values.ContainsKey("a"));
        Assert.False(values.Origins.ContainsKey("tls.old"));
    }

    [Fact]
    public void The_digest_does_not_depend_on_the_order_of_names_or_configs()
    {
        var one = Compose(Config("x", """{"a":1,"b":{"c":2,"d":3}}"""), Config("y", """{"e":1}"""));
        var other = Compose(Config("y", """{"e":1}"""), Config("x", """{"b":{"d":3,"c":2},"a":1}"""));

        Assert.Equal(one.Digest, other.Digest);
        Assert.NotEqual(one.Digest, Compose(Config("x", """{"a":2}""")).Digest);
    }

    [Theory]
    [InlineData("""{"image":"own"}""", "image")]
    [InlineData("""{"fairway":{"clusterId":"c9"}}""", "fairway")]
    [InlineData("""{"a":{"b":null}}""", "a.b")]
    public void What_a_config_may_not_set_is_refused_by_name(string values, string path)
    {
        var refusal = Assert.Throws<ChangeRefusedException>(() => Compose(Config("bad", values)));

        Assert.Contains("MetaConfig bad", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("r.example:5000/lib/app:1.2", "r.example:5000", "lib/app", "1.2", "")]
    [InlineData("lib/app:1.2", "", "lib/app", "1.2", "")]
    [InlineData("localhost/app", "localhost", "app", "", "")]
    [InlineData("r.example/app:1@sha256:ab", "r.example", "app", "1", "sha256:ab")]
    public void An_image_is_taken_apart_where_the_chart_wants_it_so(
        string image, string registry, string repository, string tag, string digest)
    {
        var place = new ImagePlace { Name = "main", Path = "image", Form = ImageForm.Parts };

        Assert.Equal(
            [registry, repository, tag, digest],
            new[] { "registry", "repository", "tag", "digest" }.Select(part =>
                ImageParts.Of(place, image).FirstOrDefault(set => set.Path == $"image.{part}").Text ?? ""));
        Assert.DoesNotContain("image.registry", ImageParts.Reserved(place));
    }

    [Fact]
    public void Removing_an_image_is_refused_too()
    {
        var config = Config("bad", "{}");

        Assert.Throws<ChangeRefusedException>(
            () => Compose(config with { Spec = config.Spec with { Remove = ["image"] } }));
    }

    [Fact]
    public void A_version_has_exactly_the_images_that_have_places()
    {
        Assert.Equal("ImageMissing", Refusal([]));
        Assert.Equal("ImageWithoutPlace", Refusal(new() { ["main"] = "r/i:1", ["other"] = "r/o:1" }));

        static string Refusal(Dictionary<string, string> images) =>
            Assert.Throws<ChangeRefusedException>(() => ValueComposer.Compose(Request([], images))).Reason;
    }

    [Fact]
    public void Removing_what_the_chart_itself_has_tells_the_chart_by_a_null()
    {
        var config = Config("bare", "{}", cluster: "c1");
        config = config with { Spec = config.Spec with { Remove = ["probe.path", "other"] } };

        var values = ValueComposer.Compose(Request([config], Main), path => path == "probe.path");

        Assert.Equal("""{"path":null}""", values.Values["probe"]!.ToJsonString());
        Assert.Equal("MetaConfig bare", values.Origins["probe.path"]);
        Assert.False(values.Values.ContainsKey("other"));
    }

    [Fact]
    public void An_image_of_one_cluster_is_refused_unless_the_component_allows_it_and_then_it_is_told()
    {
        var own = Config("hotfix", """{"image":"r/i:hotfix"}""", cluster: "c1");
        var wide = Config("wide", """{"image":"r/i:hotfix"}""");

        var refusal = Assert.Throws<ChangeRefusedException>(() => Compose(own));
        Assert.Equal("ImageOverride", refusal.Reason);
        Assert.Contains("overridable of its image main", refusal.Message, StringComparison.Ordinal);
        var allowed = Allowed(own);
        Assert.Equal("r/i:hotfix", (string?)allowed.Values["image"]);
        Assert.Equal(
            ["image main is the cluster's own, image=r/i:hotfix; version 1.2.0 has r/i:1.2.0"], allowed.Remarks);
        Assert.Contains(
            "only a MetaConfig of one cluster", Assert.Throws<ChangeRefusedException>(() => Allowed(wide)).Message,
            StringComparison.Ordinal);
        Assert.Empty(Allowed().Remarks);
    }

    private static Dictionary<string, string> Main => new() { ["main"] = "r/i:1.2.0" };

    private static EffectiveValues Allowed(params MetaConfig[] configs)
    {
        var request = Request(configs, Main);
        var images = new[] { new ImagePlace { Name = "main", Path = "image", Overridable = true } };
        var component = request.Component with { Spec = request.Component.Spec with { Images = images } };
        return ValueComposer.Compose(request with { Component = component });
    }

    private static EffectiveValues Compose(params MetaConfig[] configs) =>
        ValueComposer.Compose(Request(configs, new() { ["main"] = "r/i:1.2.0" }));

    private static ChangeRequest Request(IReadOnlyList<MetaConfig> configs, Dictionary<string, string> images) => new(
        new Cluster
        {
            Metadata = new ObjectMeta
            {
                Name = Cluster.FixedName,
                Namespace = "c1",
                Labels = new Dictionary<string, string> { [Labels.Region] = "north", [Labels.Stage] = "canary" },
            },
        },
        new Component
        {
            Metadata = new ObjectMeta { Name = "proxy" },
            Spec = new ComponentSpec { Images = [new ImagePlace { Name = "main", Path = "image" }] },
        },
        new ComponentVersion
        {
            Spec = new ComponentVersionSpec { Component = "proxy", Version = "1.2.0", Images = images },
        },
        configs);

    private static MetaConfig Config(
        string name, string values, string? region = null, string? cluster = null, int priority = 0) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Spec = new MetaConfigSpec
        {
            Component = "proxy",
            Cluster = cluster,
            Priority = priority,
            Selector = region is null ? null : new LabelSelector
            {
                MatchLabels = new Dictionary<string, string> { [Labels.Region] = region },
            },
            Values = JsonNode.Parse(values)!.AsObject(),
        },
    };
}
