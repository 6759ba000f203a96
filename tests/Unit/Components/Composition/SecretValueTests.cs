using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Components.Composition;
using Fairway.Components.Sealing;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Merge.Plans;
using Fairway.Tests.Twin.Behaviour;
using Xunit;

namespace Fairway.Tests.Components.Composition;

/// <summary>Values that meta-configs take from Secrets of the meta cluster.</summary>
public sealed class SecretValueTests
{
    private static readonly SecretMask Mask = new("a key of sixteen or more"u8);

    [Fact]
    public void A_value_comes_from_a_Secret_that_is_labelled_for_it() => TwinCluster.Run(async cluster =>
    {
        await MakeAsync(cluster, "login", label: "true", "hunter2-one");
        var request = Request(Config("all", "auth.password", "login", "password"));

        var values = ValueComposer.Compose(request, secrets: await ReadAsync(cluster, request));

        Assert.Equal("hunter2-one", (string?)values.Values["auth"]!["password"]);
        Assert.Equal(["auth.password"], values.Secrets);
        Assert.Equal("MetaConfig all", values.Origins["auth.password"]);
        Assert.Equal($"EffectiveValues {values.Digest}", $"{values}");
    });

    [Fact]
    public void The_digest_changes_with_the_secret_and_cannot_be_guessed_without_the_key() =>
        TwinCluster.Run(async cluster =>
        {
            await MakeAsync(cluster, "login", "true", "hunter2-one");
            await MakeAsync(cluster, "other", "true", "hunter2-two");
            var one = Request(Config("all", "password", "login", "password"));
            var two = Request(Config("all", "password", "other", "password"));
            var plain = Request(new MetaConfig
            {
                Metadata = new ObjectMeta { Name = "all" },
                Spec = new MetaConfigSpec
                {
                    Component = "web", Values = new JsonObject { ["password"] = "hunter2-one" },
                },
            });

            var digest = ValueComposer.Compose(one, secrets: await ReadAsync(cluster, one)).Digest;

            Assert.Equal(digest, ValueComposer.Compose(one, secrets: await ReadAsync(cluster, one)).Digest);
            Assert.NotEqual(digest, ValueComposer.Compose(two, secrets: await ReadAsync(cluster, two)).Digest);
            Assert.NotEqual(digest, ValueComposer.Compose(plain).Digest);
            var otherKey = new SecretReader(cluster.Api, new SecretMask("another key, as long"u8));
            Assert.NotEqual(digest, ValueComposer.Compose(one, secrets: await otherKey.ReadAsync(one, default)).Digest);
        });

    [Fact]
    public void A_narrower_plain_value_is_no_secret() => TwinCluster.Run(async cluster =>
    {
        await MakeAsync(cluster, "login", "true", "hunter2-one");
        var narrow = new MetaConfig
        {
            Metadata = new ObjectMeta { Name = "one" },
            Spec = new MetaConfigSpec
            {
                Component = "web", Cluster = "c1", Values = new JsonObject { ["password"] = "open" },
            },
        };
        var request = Request(Config("all", "password", "login", "password"), narrow);

        var values = ValueComposer.Compose(request, secrets: await ReadAsync(cluster, request));

        Assert.Equal("open", (string?)values.Values["password"]);
        Assert.Empty(values.Secrets);
    });

    [Theory]
    [InlineData("nope", "password", "and there is none: make it")]
    [InlineData("kubeconfig", "password", "label it fairway.dev/values=true if it may go to clusters")]
    [InlineData("login", "nope", "which has no key nope")]
    public void What_cannot_be_taken_is_refused_by_name(string secret, string key, string says) =>
        TwinCluster.Run(async cluster =>
        {
            await MakeAsync(cluster, "login", "true", "hunter2-one");
            await MakeAsync(cluster, "kubeconfig", "false", "hunter2-two");
            var request = Request(Config("all", "auth.password", secret, key));

            var refused = await Assert.ThrowsAsync<ChangeRefusedException>(() => ReadAsync(cluster, request));

            Assert.StartsWith(
                $"MetaConfig all takes auth.password from the Secret fairway-system/{secret}", refused.Message,
                StringComparison.Ordinal);
            Assert.Contains(says, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("fairway.clusterId")]
    [InlineData("image")]
    public void What_is_reserved_cannot_come_from_a_Secret_either(string path) => Assert.Throws<ChangeRefusedException>(
        () => ValueComposer.Compose(Request(Config("all", path, "login", "password"))));

    [Fact]
    public void A_secret_is_found_wherever_it_stands_and_taken_out_of_words()
    {
        var texts = new SecretTexts(new EffectiveValues(
            JsonNode.Parse("""{"auth":{"password":"hunter2-one","pin":"123"}}""")!.AsObject(),
            Fairway.Schema.Digests.Digest.Of([]),
            System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty)
        {
            Secrets = ["auth.password", "auth.pin"],
        });

        Assert.Equal("a (secret auth.password) 123", texts.Redact("a hunter2-one 123"));
        Assert.Equal("a (secret auth.password)", texts.Redact("a aHVudGVyMi1vbmU="));
        var environment = JsonNode.Parse("""{"data":{"env":[{"value":"123"},{"value":"x=hunter2-one"}]}}""")!;
        Assert.Equal(("data.env[1].value", "auth.password"), texts.FindIn(environment.AsObject()));
        Assert.Null(texts.FindIn(JsonNode.Parse("""{"data":{"a":"hunter2","b":7}}""")!.AsObject()));
    }

    private static Task<SecretValues> ReadAsync(TwinCluster cluster, ChangeRequest request) =>
        new SecretReader(cluster.Api, Mask).ReadAsync(request, default);

    private static async Task MakeAsync(TwinCluster cluster, string name, string label, string password)
    {
        var ns = new ObjectKey(null, "fairway-system");
        if (await cluster.Api.FindAsync(KubeResources.Namespaces, ns, default) is null)
        {
            await cluster.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"fairway-system"}}""");
        }

        await cluster.PostAsync(
            "/api/v1/namespaces/fairway-system/secrets",
            new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["name"] = name, ["labels"] = new JsonObject { ["fairway.dev/values"] = label },
                },
                ["stringData"] = new JsonObject { ["password"] = password },
            }.ToJsonString());
    }

    private static MetaConfig Config(string name, string path, string secret, string key) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Spec = new MetaConfigSpec
        {
            Component = "web",
            ValuesFrom = [new SecretValue { Path = path, Secret = secret, Key = key }],
        },
    };

    private static ChangeRequest Request(params MetaConfig[] configs) => new(
        new Cluster { Metadata = new ObjectMeta { Name = Cluster.FixedName, Namespace = "c1" } },
        new Component
        {
            Metadata = new ObjectMeta { Name = "web" },
            Spec = new ComponentSpec { Images = [new ImagePlace { Name = "web", Path = "image" }] },
        },
        new ComponentVersion
        {
            Spec = new ComponentVersionSpec
            {
                Component = "web",
                Version = "1",
                Images = new Dictionary<string, string> { ["web"] = "r/web:1" },
            },
        },
        configs);
}
