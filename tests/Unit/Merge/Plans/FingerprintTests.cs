using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Fairway.Merge.Plans;
using Fairway.Schema;
using Xunit;

namespace Fairway.Tests.Merge.Plans;

public sealed class FingerprintTests
{
    private static readonly Gen<Fingerprint> Any = Gen.Int[0, 20].Select(n => new Fingerprint($"sha256:{n}"));

    /// <summary>
    /// SHA-256 of {"after":"2","before":"1","change":"Replace","object":{"group":"","kind":"ConfigMap","name":"x",
    /// "namespace":"ns","version":"v1"},"path":"data.a","verdict":{"kind":"Allow","rule":"","why":""}} on one line.
    /// </summary>
    [Fact]
    public void Is_the_same_in_every_process_and_every_cluster() => Assert.Equal(
        "sha256:56c876ec03f25b5334bc0279fdbc4dc1a280dd969f4b9b2212dbc263f9ae7223",
        Of(Samples.Change("data.a", "\"1\"", "\"2\"")).Digest);

    [Fact]
    public void Equal_changes_are_equal_however_their_values_are_ordered_and_whatever_caused_them()
    {
        var one = Samples.Change("data", """{"a":"1","b":"2"}""", """{"a":"1"}""");
        var two = Samples.Change("data", """{"b":"2","a":"1"}""", """{"a":"1"}""");

        Assert.Equal(Of(one), Of(two with { Change = two.Change with { Cause = ChangeCause.Drift } }));
    }

    [Fact]
    public void Any_other_object_place_value_or_verdict_is_another_fingerprint()
    {
        var change = Samples.Change("data.a", "\"1\"", "\"2\"");
        var item = change.Object;
        JudgedChange[] all =
        [
            change,
            change with { Object = item with { Name = "y" } },
            change with { Object = item with { Namespace = "other" } },
            change with { Object = item with { Kind = new GroupVersionKind("g", "v1", "ConfigMap") } },
            change with { Object = item with { Kind = new GroupVersionKind("", "v2", "ConfigMap") } },
            change with { Object = item with { Kind = new GroupVersionKind("", "v1", "Other") } },
            Samples.Change("data.b", "\"1\"", "\"2\""),
            Samples.Change("data.a", "\"0\"", "\"2\""),
            Samples.Change("data.a", "\"1\"", "\"3\""),
            Samples.Change("data.a", "\"1\"", "2"),
            Samples.Change("data.a", null, "\"2\""),
            Samples.Change("data.a", "\"1\"", null),
            Samples.Change("data.a", "\"1\"", "\"2\"", new(VerdictKind.NeedsApproval, "rule", "why")),
            Samples.Change("data.a", "\"1\"", "\"2\"", new(VerdictKind.Refuse, "rule", "why")),
            Samples.Change("data.a", "\"1\"", "\"2\"", new(VerdictKind.NeedsApproval, "other", "why")),
        ];

        Assert.Distinct(all.Select(Of));
    }

    [Fact]
    public void A_secret_goes_in_as_a_hash_under_the_key()
    {
        var change = Samples.Change("data.a", "\"MQ==\"", "\"Mg==\"", kind: "Secret");

        Assert.Equal(Of(change), Of(change));
        Assert.NotEqual(Of(change), Of(Samples.Change("data.a", "\"MQ==\"", "\"Mw==\"", kind: "Secret")));
        Assert.NotEqual(Of(change), Fingerprint.Of(change, new SecretMask("a key of somebody else"u8)));
    }

    [Fact]
    public void The_digest_of_a_plan_depends_on_the_set_only() =>
        Gen.Select(Any.Array[0, 6], Gen.Int[0, 9].Select(n => $"c{n}").Array[0, 6]).Sample((prints, clusters) =>
            Assert.Equal(
                PlanDigest.Of(prints, clusters),
                PlanDigest.Of(prints.Reverse().Concat(prints), clusters.Concat(clusters.Reverse()))));

    [Fact]
    public void Another_set_is_another_digest() =>
        Gen.Select(Any.Array[0, 4], Any.Array[0, 4]).Sample((one, two) => Assert.Equal(
            one.ToHashSet().SetEquals(two),
            PlanDigest.Of(one, ["a"]) == PlanDigest.Of(two, ["a"])));

    [Fact]
    public void One_cluster_more_is_another_digest()
    {
        Fingerprint[] prints = [new("sha256:1")];

        Assert.NotEqual(PlanDigest.Of(prints, ["a"]), PlanDigest.Of(prints, ["a", "b"]));
        Assert.NotEqual(PlanDigest.Of(prints, ["a", "b"]), PlanDigest.Of(prints, ["ab"]));
        Assert.NotEqual(PlanDigest.Of([], ["sha256:1"]), PlanDigest.Of(prints, []));
    }

    [Fact]
    public void What_was_not_approved_is_told()
    {
        var approved = new ApprovedChanges([new("sha256:1"), new("sha256:2")]);

        Assert.Empty(approved.Missing([new("sha256:2"), new("sha256:1")]));
        Assert.Equal([new("sha256:3")], approved.Missing([new("sha256:1"), new("sha256:3")]));
        Assert.True(approved.Contains(new("sha256:1")));
    }

    [Fact]
    public void A_short_key_is_refused() =>
        Assert.Contains(
            "too short",
            Assert.Throws<ArgumentException>(() => new SecretMask("short"u8)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Nothing_of_a_Secret_is_shown_but_its_names()
    {
        var secret = JsonNode.Parse(
            """
            {"apiVersion":"v1","kind":"Secret","type":"Opaque","metadata":{"name":"x","labels":{"l":"open"},
            "annotations":{"copy":"hidden1"}},"data":{"user":"aGlkZGVuMg=="},"stringData":{"word":"hidden3"},
            "other":{"deep":["hidden4",5]}}
            """)!;
        var item = Samples.Change("data", null, "{}", kind: "Secret").Object;

        foreach (var text in new[]
        {
            Samples.Mask.Show(item, FieldPath.Root, secret)!.ToJsonString(),
            Samples.Mask.Hide(item, FieldPath.Root, secret)!.ToJsonString(),
            Samples.Mask.Show(item, FieldPath.Parse("data"), secret["data"])!.ToJsonString(),
            Samples.Mask.Show(item, FieldPath.Parse("data.user"), secret["data"]!["user"])!.ToJsonString(),
            Samples.Mask.Show(item, FieldPath.Parse("metadata.annotations.copy"), "hidden1")!.ToJsonString(),
            Samples.Mask.Show(item, FieldPath.Parse("metadata"), secret["metadata"])!.ToJsonString(),
        })
        {
            Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
            Assert.DoesNotContain("aGlk", text, StringComparison.Ordinal);
            Assert.Contains("(secret, 7 bytes, keyed hash", text, StringComparison.Ordinal);
        }

        Assert.Contains(
            "open",
            Samples.Mask.Show(item, FieldPath.Root, secret)!.ToJsonString(),
            StringComparison.Ordinal);
    }

    private static Fingerprint Of(JudgedChange change) => Fingerprint.Of(change, Samples.Mask);
}
