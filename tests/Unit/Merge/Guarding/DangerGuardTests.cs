using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Fairway.Schema;
using Xunit;

namespace Fairway.Tests.Merge.Guarding;

public sealed class DangerGuardTests
{
    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            foreach (var cells in Rows())
            {
                data.Add(cells[0], cells[1], cells[2], cells[3]);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Says_of_the_accident_what_its_rule_says(string rule, string kind, string live, string target)
    {
        var judged = Judge(DangerGuard.Default, kind, live, target);

        Assert.NotEmpty(judged);
        var severest = judged.MaxBy(one => one.Verdict.Kind)!.Verdict;
        Assert.Equal(rule == "safe" ? "" : rule, severest.Rule);
        Assert.Equal(rule == "safe", severest.Kind == VerdictKind.Safe);
    }

    [Fact]
    public void Every_rule_has_an_accident_and_a_reason_of_one_sentence()
    {
        Assert.Equal(
            DangerGuard.Default.Rules.Select(rule => rule.Id).Order(),
            Rows().Select(cells => cells[0]).Where(id => id != "safe").Distinct().Order());
        Assert.All(
            DangerGuard.Default.Rules,
            rule => Assert.Matches(@"^[A-Z][^.]*\.\z", rule.Verdict.Why));
        Assert.Distinct(DangerGuard.Default.Rules.Select(rule => rule.Id));
    }

    [Fact]
    public void An_override_makes_a_danger_safe_and_another_change_a_danger()
    {
        var guard = DangerGuard.Default.With(
        [
            DangerRule.Parse(["mine", "Deployment.apps", "U", "spec.replicas", "any", "Safe", "It is scaled."]),
            DangerRule.Parse(["image", "*", "U", "**.image", "set", "Danger", "Images are watched here."]),
        ]);

        Assert.Equal(
            new Verdict(VerdictKind.Safe, "mine", "It is scaled."),
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
            [DangerRule.Parse(["mine", "*", "CUD", "**", "any", "Safe", "Nothing matters here."])]);

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

        Assert.All(judged, one => Assert.Equal(VerdictKind.Refused, one.Verdict.Kind));
        Assert.Contains(
            "spec.containers[name=a].env[name=X] is there twice",
            judged[0].Verdict.Why,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id|*|U|spec|any|Danger", "7 cells")]
    [InlineData("id|*|X|spec|any|Danger|W.", "letters of CUD")]
    [InlineData("id|*||spec|any|Danger|W.", "letters of CUD")]
    [InlineData("id|*|U|spec..x|any|Danger|W.", "a step is empty")]
    [InlineData("id|*|U|spec|sometimes|Danger|W.", "is no condition")]
    [InlineData("id|*|U|spec|any|Perhaps|W.", "a verdict is")]
    [InlineData("id|*|U|spec|any|1|W.", "a verdict is")]
    [InlineData("id|,|U|spec|any|Danger|W.", "an empty name")]
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

    private static JsonObject? Object(string kind, string json)
    {
        if (json == "-")
        {
            return null;
        }

        var item = (JsonObject)JsonNode.Parse(json)!;
        (item["apiVersion"], item["kind"]) = (kind.Split(' ')[0], kind.Split(' ')[1]);
        item["metadata"] ??= new JsonObject();
        item["metadata"]!["name"] = "x";
        return item;
    }

    private static IEnumerable<string[]> Rows()
    {
        using var stream = typeof(DangerGuardTests).Assembly.GetManifestResourceStream("merge/dangers")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }
}
