using Fairway.Api.Components;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Xunit;

namespace Fairway.Tests.Components.Planning;

public sealed class PrunePlannerTests
{
    private const string One =
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one","namespace":"n"},"data":{"a":"1","b":"2"}}""";

    private const string Two =
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"two","namespace":"n"},"data":{"a":"1","b":"2"}}""";

    private const string Other =
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"other","namespace":"ns"},"data":{"z":"9"}}""";

    private const string Namespace = """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"ns"}}""";

    public static TheoryData<string, string, string, string, string> Stories
    {
        get
        {
            var data = new TheoryData<string, string, string, string, string>();
            foreach (var row in Rows())
            {
                data.Add(row[0], row[1], row[2], row[3], row[4]);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Stories))]
    public void Says_of_the_accident_what_its_rule_says(
        string rule, string recorded, string live, string target, string accident)
    {
        var plan = PlanScene.Plan(recorded, target, live == "=" ? null : live).ToChangePlan();

        Assert.NotEmpty(plan.Changes);
        var said = plan.Changes.Where(change => change.Verdict != ChangeVerdict.Allow).Select(change => change.Rule);
        Assert.Equal(rule == "-" ? [] : [rule], said.Distinct());
        Assert.EndsWith(".", accident, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_about_a_whole_plan_has_the_story_of_its_accident() => Assert.Equal(
        DangerGuard.Default.Rules.Where(rule => rule.IsAbout('P')).Select(rule => rule.Id).Order(),
        Rows().Select(row => row[0]).Where(rule => rule != "-").Distinct().Order());

    [Fact]
    public void What_is_not_to_be_deleted_is_shown_and_not_written()
    {
        const string Kept =
            """
            {"apiVersion":"v1","kind":"ConfigMap",
            "metadata":{"name":"k","namespace":"ns","annotations":{"fairway.dev/prune":"never"}},"data":{"a":"1"}}
            """;

        var plan = PlanScene.Plan($"[{One},{Kept}]", $"[{One}]");

        Assert.Equal(ChangeVerdict.KeepLive, Assert.Single(plan.ToChangePlan().Changes).Verdict);
        Assert.True(plan.ToChangePlan().IsEmpty);
        Assert.All(plan.Objects, item => Assert.True(item.Diff.IsEmpty));
    }

    [Theory]
    [InlineData("[" + Two + "," + Other + "]")]
    [InlineData("[" + One + "," + Two + "]")]
    public void What_is_said_of_a_deletion_stays_the_same_while_the_plan_is_carried_out(string live)
    {
        const string Target = "[" + Two + "]";
        var before = PlanScene.Plan($"[{One},{Other}]", Target).ToChangePlan();
        var amid = PlanScene.Plan($"[{One},{Other}]", Target, live).ToChangePlan();

        Assert.Subset(
            before.Changes.Select(change => change.Fingerprint).ToHashSet(),
            amid.Changes.Select(change => change.Fingerprint).ToHashSet());
        Assert.Single(amid.Changes);
    }

    [Fact]
    public void A_protected_kind_asks_for_its_own_name_whatever_the_budget()
    {
        var plan = PlanScene.Plan(
            $"[{Namespace},{One},{Two},{Other}]", $"[{Two}]", says: Budget(0, 0));

        Assert.Equal(
            ["deletion-budget", "deletion-budget", "namespace-deleted"],
            plan.ToChangePlan().Changes.Select(change => change.Rule).Order());
        Assert.All(plan.ToChangePlan().Changes, change => Assert.True(change.IsByName));
        Assert.Contains(
            plan.ToChangePlan().Changes,
            change => change.Why.EndsWith("3 of 4 recorded objects would go, and 1 may.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_component_may_have_another_budget()
    {
        var recorded = $"[{One},{Two},{Other}]";

        Assert.Equal("deletion-budget", PlanScene.Plan(recorded, $"[{One}]").ToChangePlan().Changes[0].Rule);
        Assert.Equal(
            "object-deleted",
            PlanScene.Plan(recorded, $"[{One}]", says: Budget(10, 70))
                .ToChangePlan().Changes[0].Rule);
    }

    [Fact]
    public void What_is_gone_already_counts_against_no_budget() => Assert.Empty(
        PlanScene.Plan($"[{Namespace},{One},{Two},{Other}]", $"[{Namespace},{One}]", $"[{Namespace},{One}]")
            .ToChangePlan().Changes);

    [Fact]
    public void A_rename_is_told_where_the_old_name_goes()
    {
        var changes = PlanScene.Plan($"[{Namespace},{One},{Other}]", $"[{Namespace},{Other},{Two}]")
            .ToChangePlan().Changes;

        var gone = Assert.Single(changes, change => change.After is null);
        Assert.Contains("ConfigMap n/two is made with like content", gone.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "rename",
            PlanScene.Plan($"[{Namespace},{One}]", $"[{Namespace},{Other}]").ToChangePlan().Changes
                .Single(change => change.After is null).Why,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_in_another_version_of_its_group_is_the_same_object()
    {
        const string Old =
            """{"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"h"}}""";
        const string New =
            """{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"h"}}""";

        var plan = PlanScene.Plan($"[{Old}]", $"[{New}]", $"[{Old},{New}]");

        Assert.DoesNotContain(plan.Objects, item => item.Target is null);
    }

    [Fact]
    public void A_deletion_names_the_object_that_was_looked_at()
    {
        var live = One.Replace("\"name\"", "\"uid\":\"u1\",\"name\"", StringComparison.Ordinal);

        var gone = PlanScene.Plan($"[{One},{Other}]", $"[{Other}]", $"[{live},{Other}]").Objects
            .Single(item => item.Target is null);

        Assert.Equal(ObjectAction.Delete, gone.Diff.Action);
        Assert.Equal("u1", (string?)gone.Live!["metadata"]!["uid"]);
    }

    private static ComponentSpec Budget(int objects, int percent) => new()
    {
        DeletionBudget = new DeletionBudget { Objects = objects, Percent = percent },
    };

    private static IEnumerable<string[]> Rows()
    {
        using var stream = typeof(PrunePlannerTests).Assembly.GetManifestResourceStream("components/prunes")!;
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
