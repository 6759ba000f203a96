using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Merge.Fields;
using Fairway.Merge.Ownership;
using Xunit;

namespace Fairway.Tests.Merge.Ownership;

public sealed class ManagedFieldsTests
{
    private static UpdateContext By(string manager, int second = 0, string subresource = "") =>
        new(Shapes.Kind, manager, "v1", subresource, new DateTimeOffset(2026, 1, 1, 0, 0, second, TimeSpan.Zero));

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static JsonObject Created(string spec, string manager = "creator")
    {
        var created = Parse($$"""{"metadata":{"name":"x"},"spec":{{spec}}}""");
        ManagedFields.Update(null, created, By(manager));
        return created;
    }

    private static JsonObject Update(JsonObject live, string spec, UpdateContext context)
    {
        var updated = (JsonObject)live.DeepClone();
        updated["spec"] = JsonNode.Parse(spec);
        ManagedFields.Update(live, updated, context);
        return updated;
    }

    private static string Entries(JsonObject item) =>
        string.Join(
            " | ",
            (item["metadata"]!["managedFields"]?.AsArray() ?? []).Select(e =>
            {
                Assert.True(FieldSet.TryRead(e!["fieldsV1"], out var set));
                var time = e["time"]?.GetValue<string>()[17..19];
                return $"{e["manager"]} {e["operation"]}{(e["subresource"] is { } s ? "/" + s : "")} {time}: {set}";
            }));

    [Fact]
    public void A_change_goes_to_who_made_it()
    {
        var live = Created("""{"replicas":1,"paused":false}""");
        var updated = Update(live, """{"replicas":2,"paused":false}""", By("other", 7));

        Assert.Equal("creator Update 00: .spec .spec.paused | other Update 07: .spec.replicas", Entries(updated));
    }

    [Fact]
    public void What_is_removed_is_nobodys()
    {
        var live = Created("""{"replicas":1,"paused":false}""");

        Assert.Equal(
            "creator Update 00: .spec .spec.paused",
            Entries(Update(live, """{"paused":false}""", By("other", 7))));
    }

    [Fact]
    public void Who_changes_nothing_owns_nothing_and_takes_no_time()
    {
        var live = Created("""{"replicas":1}""");
        var updated = Update(live, """{"replicas":1}""", By("other", 7));

        Assert.True(JsonNode.DeepEquals(live, updated));
        Assert.True(JsonNode.DeepEquals(live, Update(live, """{"replicas":1}""", By("creator", 7))));
    }

    [Fact]
    public void Who_changes_its_own_field_keeps_it_at_a_new_time()
    {
        var live = Created("""{"replicas":1}""");

        Assert.Equal(
            "creator Update 07: .spec .spec.replicas",
            Entries(Update(live, """{"replicas":3}""", By("creator", 7))));
    }

    [Fact]
    public void Writers_are_told_apart_by_version_and_subresource()
    {
        var live = Created("""{"replicas":1}""", "m");
        var second = Update(live, """{"replicas":1,"paused":true}""", By("m", 1, "scale"));
        var third = Update(
            second,
            """{"replicas":1,"paused":true,"args":["a"]}""",
            By("m", 2) with
            {
                ApiVersion = "v2",
            });

        Assert.Equal(
            "m Update 00: .spec .spec.replicas | m Update/scale 01: .spec.paused | m Update 02: .spec.args",
            Entries(third));
    }

    [Fact]
    public void Fields_that_a_request_cannot_change_come_to_nobody()
    {
        var created = Parse("""{"metadata":{"name":"x","labels":{"k":"1"}},"spec":{"replicas":1}}""");
        ManagedFields.Update(null, created, By("m") with { Ignored = FieldSet.OfPaths("metadata.labels") });

        Assert.Equal("m Update 00: .spec .spec.replicas", Entries(created));
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("[{}]", "")]
    [InlineData("null", "creator Update 00: .spec .spec.replicas")]
    [InlineData("""[{"manager":"x"}]""", "creator Update 00: .spec .spec.replicas")]
    [InlineData(
        """[{"manager":"x","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"bad":{}}}]""",
        "creator Update 00: .spec .spec.replicas")]
    [InlineData(
        """[{"manager":"x","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","time":"noon"}]""",
        "creator Update 00: .spec .spec.replicas")]
    [InlineData("""[5]""", "creator Update 00: .spec .spec.replicas")]
    [InlineData(
        """
        [{"manager":"x","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1",
          "time":"2026-01-01T02:00:03+02:00","fieldsV1":{"f:spec":{"f:replicas":{}}},"alien":1}]
        """,
        "x Apply 03: .spec.replicas")]
    public void What_a_request_says_of_owners_counts_if_it_is_well_formed(string sent, string expected)
    {
        var live = Created("""{"replicas":1}""");
        var updated = (JsonObject)live.DeepClone();
        updated["metadata"]!["managedFields"] = JsonNode.Parse(sent);
        ManagedFields.Update(live, updated, By("other", 9));

        Assert.Equal(expected, Entries(updated));
    }

    [Fact]
    public void A_subresource_cannot_say_who_owns_what()
    {
        var live = Created("""{"replicas":1}""");
        var updated = (JsonObject)live.DeepClone();
        updated["metadata"]!["managedFields"] = new JsonArray(new JsonObject());
        ManagedFields.Update(live, updated, By("other", 9, "status"));

        Assert.True(JsonNode.DeepEquals(live, updated));
    }

    [Fact]
    public void An_object_without_owners_stays_without_until_it_is_applied()
    {
        var live = Parse("""{"metadata":{"name":"x"},"spec":{"replicas":1}}""");
        var updated = Update(live, """{"replicas":2}""", By("m"));

        Assert.Equal("", Entries(updated));
        var applied = ServerSideApply
            .Apply(updated, Parse("""{"metadata":{"name":"x"},"spec":{"paused":true}}"""), By("a", 3), false)
            .Item;
        Assert.Equal("a Apply 03: .spec.paused | before-first-apply Update 03: .spec .spec.replicas", Entries(applied));
    }

    [Fact]
    public void The_oldest_of_more_than_ten_updates_become_one()
    {
        var live = Parse("""{"metadata":{"name":"x","labels":{}}}""");
        ManagedFields.Update(null, live, By("m0"));
        for (var i = 1; i <= 13; i++)
        {
            var updated = (JsonObject)live.DeepClone();
            updated["metadata"]!["labels"]![$"l{i:00}"] = "1";
            ManagedFields.Update(live, updated, By($"m{i:00}", i));
            live = updated;
        }

        var managers = live["metadata"]!["managedFields"]!
            .AsArray()
            .Select(e => e!["manager"]!.GetValue<string>())
            .ToList();
        Assert.Equal(["ancient-changes", .. Enumerable.Range(5, 9).Select(i => $"m{i:00}")], managers);
        Assert.StartsWith(
            "ancient-changes Update 04: .metadata.labels .metadata.labels.l01 .metadata.labels.l02 "
            + ".metadata.labels.l03 .metadata.labels.l04 |",
            Entries(live),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_without_key_leave_no_owners()
    {
        var live = Created("""{"replicas":1}""");
        var updated = Update(live, """{"replicas":2,"containers":[{"image":"x"}]}""", By("other", 9));

        Assert.Equal("", Entries(updated));
    }

    [Fact]
    public void New_times_alone_are_taken_back()
    {
        var live = Created("""{"replicas":1}""");
        var updated = (JsonObject)live.DeepClone();
        updated["metadata"]!["managedFields"]![0]!["time"] = "2026-01-01T00:00:30Z";
        var changed = (JsonObject)updated.DeepClone();
        changed["spec"]!["replicas"] = 2;
        ManagedFields.KeepTimes(live, updated);
        ManagedFields.KeepTimes(live, changed);

        Assert.True(JsonNode.DeepEquals(live, updated));
        Assert.Equal("creator Update 30: .spec .spec.replicas", Entries(changed));
    }

    [Fact]
    public void Only_managed_fields_of_the_update_are_touched() =>
        Gen.Select(Shapes.Object, Shapes.Object)
            .Sample(
                (a, b) =>
                {
                    ManagedFields.Update(null, a, By("a"));
                    var (wasLive, wasUpdated) = (a.ToJsonString(), (JsonObject)b.DeepClone());
                    ManagedFields.Update(a, b, By("b", 1));
                    b["metadata"]!.AsObject().Remove("managedFields");
                    Assert.Equal(wasLive, a.ToJsonString());
                    Assert.True(JsonNode.DeepEquals(wasUpdated, b));
                });
}
