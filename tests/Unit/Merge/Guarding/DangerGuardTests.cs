using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Fairway.Schema;
using Xunit;

namespace Fairway.Tests.Merge.Guarding;

public sealed class DangerGuardTests
{
    public static TheoryData<GuardStory> Stories => [.. GuardStory.All];

    [Theory, MemberData(nameof(Stories))]
    public void Says_of_the_accident_what_its_rule_says(GuardStory story)
    {
        var judged = DangerGuard.Default.Judge(story.Diff(), story.IsAutoscaled);

        Assert.NotEmpty(judged);
        var severest = judged.MaxBy(one => one.Verdict.Rank)!.Verdict;
        Assert.Equal(story.Rule == "safe" ? "" : story.Rule, severest.Rule);
        Assert.Matches(@"^[A-Z].*\.\z", story.Accident);
    }

    [Fact]
    public void Every_rule_has_the_story_of_its_accident_and_a_reason_of_one_sentence()
    {
        Assert.Equal(
            DangerGuard.Default.Rules.Where(rule => !rule.IsAbout('P')).Select(rule => rule.Id).Order(),
            GuardStory.All.Select(story => story.Rule).Where(id => id != "safe").Distinct().Order());
        Assert.All(
            DangerGuard.Default.Rules,
            rule => Assert.Matches(@"^[A-Z][^.]*\.\z", rule.Verdict.Why));
        Assert.Distinct(DangerGuard.Default.Rules.Select(rule => rule.Id));
    }

    [Fact]
    public void Without_its_rule_no_accident_is_held_for_its_reason()
    {
        foreach (var story in GuardStory.All.Where(story => story.Rule != "safe"))
        {
            var guard = DangerGuard.Default.With(
                [], new Dictionary<string, Verdict> { [story.Rule] = new(VerdictKind.KeepLive, "other", "Kept.") });

            Assert.DoesNotContain(
                guard.Judge(story.Diff(), story.IsAutoscaled), one => one.Verdict.Rule == story.Rule);
        }
    }

    [Fact]
    public void Keeping_what_is_live_comes_before_approvals_and_after_refusals()
    {
        var guard = DangerGuard.Default.With(
            [DangerRule.Parse(["mine", "*", "U", "spec.type", "any", "KeepLive", "It is ours to keep."])]);

        var (danger, refused) = (
            Judge(guard, "v1 Service", """{"spec":{"type":"NodePort"}}""", """{"spec":{"type":"ClusterIP"}}"""),
            Judge(
                DangerGuard.Default.With(
                    [DangerRule.Parse(["mine", "*", "U", "spec.clusterIP", "any", "KeepLive", "It is kept."])]),
                "v1 Service",
                """{"spec":{"clusterIP":"10.0.0.1"}}""",
                """{"spec":{"clusterIP":"10.0.0.2"}}"""));

        Assert.Equal((VerdictKind.KeepLive, "mine"), (danger[0].Verdict.Kind, danger[0].Verdict.Rule));
        Assert.Equal((VerdictKind.KeepLive, "mine"), (refused[0].Verdict.Kind, refused[0].Verdict.Rule));
    }

    [Fact]
    public void What_is_not_there_is_not_kept()
    {
        var guard = DangerGuard.Default.With(
            [DangerRule.Parse(["mine", "*", "U", "spec.type", "any", "KeepLive", "It is ours to keep."])]);

        var judged = Judge(guard, "v1 Service", """{"spec":{"ports":[]}}""", """{"spec":{"type":"ClusterIP"}}""");

        Assert.Equal("service-type", Assert.Single(judged).Verdict.Rule);
    }

    [Fact]
    public void Another_verdict_for_a_rule_holds_wherever_the_rule_speaks_but_allows_no_refusal()
    {
        var guard = DangerGuard.Default.With([], new Dictionary<string, Verdict>
        {
            ["host-path"] = new(VerdictKind.Allow, "host-path", "It reads logs."),
            ["cluster-ip"] = new(VerdictKind.Allow, "cluster-ip", "It is made anew."),
            ["no-such-rule"] = new(VerdictKind.Refuse, "no-such-rule", "Never."),
        });

        var logs = Judge(
            guard, "v1 Pod", "-", """{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/var/log"}}]}}""");
        var address = Judge(
            guard, "v1 Service", """{"spec":{"clusterIP":"10.0.0.1"}}""", """{"spec":{"clusterIP":"10.0.0.2"}}""");

        Assert.Equal(new Verdict(VerdictKind.Allow, "host-path", "It reads logs."), Assert.Single(logs).Verdict);
        Assert.Equal(VerdictKind.Refuse, Assert.Single(address).Verdict.Kind);
    }

    [Theory]
    [InlineData("Allow", "Allow")]
    [InlineData("KeepLive", "KeepLive")]
    [InlineData("NeedsApproval", "NeedsApproval")]
    [InlineData("Irreversible", "Irreversible")]
    [InlineData("Confirm", "Confirm")]
    [InlineData("Refuse", "Refuse")]
    [InlineData("Safe", "Allow")]
    [InlineData("Danger", "NeedsApproval")]
    [InlineData("Refused", "Refuse")]
    public void A_word_is_read_as_it_was_written_and_older_words_too(string word, string now) =>
        Assert.Equal(now, VerdictWord.Of(VerdictWord.Read(word, "rule", "why")!));

    [Fact]
    public void An_override_makes_a_danger_safe_and_another_change_a_danger()
    {
        var guard = DangerGuard.Default.With(
        [
            DangerRule.Parse(["mine", "Deployment.apps", "U", "spec.replicas", "any", "Allow", "It is scaled."]),
            DangerRule.Parse(["image", "*", "U", "**.image", "set", "NeedsApproval", "Images are watched here."]),
        ]);

        Assert.Equal(
            new Verdict(VerdictKind.Allow, "mine", "It is scaled."),
            Assert.Single(
                Judge(guard, "apps/v1 Deployment", """{"spec":{"replicas":9}}""", """{"spec":{"replicas":0}}"""))
                .Verdict);
        Assert.Equal(
            "image",
            Assert.Single(
                Judge(guard, "v1 Pod", """{"spec":{"image":"a"}}""", """{"spec":{"image":"b"}}""")).Verdict.Rule);
    }

    [Fact]
    public void What_is_refused_stays_refused_under_any_override()
    {
        var guard = DangerGuard.Default.With(
            [DangerRule.Parse(["mine", "*", "CUD", "**", "any", "Allow", "Nothing matters here."])]);

        var judged = Judge(
            guard,
            "apps/v1 StatefulSet",
            """{"spec":{"serviceName":"a","replicas":9}}""",
            """{"spec":{"serviceName":"b","replicas":0}}""");

        Assert.Equal(["mine", "service-name"], judged.Select(one => one.Verdict.Rule));
    }

    [Fact]
    public void Removing_an_element_in_which_others_wrote_is_a_danger()
    {
        var diff = ThreeWayDiff.Of(
            Object(
                "apps/v1 Deployment",
                """{"spec":{"template":{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}}}""")!,
            Object("apps/v1 Deployment", """{"spec":{"template":{"spec":{"containers":[{"name":"a"}]}}}}""")!,
            Object(
                "apps/v1 Deployment",
                """{"spec":{"template":{"spec":{"containers":[{"name":"a"},{"name":"b","tty":true}]}}}}""")!,
            BuiltInSchemas.Find(new GroupVersionKind("apps", "v1", "Deployment")));

        var judged = Assert.Single(DangerGuard.Default.Judge(diff));

        Assert.Equal("spec.template.spec.containers[name=b]", judged.Change.Path.Text);
        Assert.Equal(["spec.template.spec.containers[name=b].tty"], judged.Change.Takes.Select(path => path.Text));
        Assert.Equal("takes-others", judged.Verdict.Rule);
        Assert.Contains("containers[name=b].tty", judged.Verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_a_server_would_refuse_is_refused()
    {
        var judged = Judge(
            DangerGuard.Default,
            "v1 Pod",
            "{}",
            """{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"1"},{"name":"X","value":"2"}]}]}}""");

        Assert.All(judged, one => Assert.Equal(VerdictKind.Refuse, one.Verdict.Kind));
        Assert.Contains(
            "spec.containers[name=a].env[name=X] is there twice, as the elements 0 and 1",
            judged[0].Verdict.Why,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id|*|U|spec|any|NeedsApproval", "7 cells")]
    [InlineData("id|*|X|spec|any|NeedsApproval|W.", "letters of CUDAP")]
    [InlineData("id|*||spec|any|NeedsApproval|W.", "letters of CUDAP")]
    [InlineData("id|*|U|spec..x|any|NeedsApproval|W.", "a step is empty")]
    [InlineData("id|*|U|spec|sometimes|NeedsApproval|W.", "is no condition")]
    [InlineData("id|*|U|spec|any while asleep|Allow|W.", "after while comes")]
    [InlineData("id|*|U|spec|any|Perhaps|W.", "a verdict is")]
    [InlineData("id|*|U|spec|any|1|W.", "a verdict is")]
    [InlineData("id|,|U|spec|any|NeedsApproval|W.", "an empty name")]
    public void A_malformed_rule_is_told_with_what_is_wrong(string row, string says) =>
        Assert.Contains(
            says,
            Assert.Throws<FormatException>(() => DangerRule.Parse(row.Split('|'))).Message,
            StringComparison.Ordinal);

    private static IReadOnlyList<JudgedChange> Judge(DangerGuard guard, string kind, string live, string target)
    {
        var (held, wanted) = (Object(kind, live), Object(kind, target));
        var schema = BuiltInSchemas.Find(ObjectRef.Of(held ?? wanted!).Kind);
        return guard.Judge(ThreeWayDiff.Of(held, wanted, held, schema));
    }

    private static JsonObject? Object(string kind, string json) => GuardStory.Object(kind, json);
}
