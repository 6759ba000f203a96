using Fairway.Api.Components;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;
using Xunit;

namespace Fairway.Tests.Components.Planning;

public sealed class KeepLivePlanTests
{
    private const string Hpa =
        """
        {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"h","namespace":"ns"},
        "spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}}
        """;

    private const string Scaled =
        """
        {"apiVersion":"keda.sh/v1alpha1","kind":"ScaledObject","metadata":{"name":"s","namespace":"ns"},
        "spec":{"scaleTargetRef":{"name":"web"}}}
        """;

    [Fact]
    public void A_number_of_replicas_is_kept_where_an_autoscaler_comes_in_the_same_change()
    {
        foreach (var autoscaler in new[] { Hpa, Scaled })
        {
            var plan = PlanScene.Plan($"[{Web(3)}]", $"[{Web(null)},{autoscaler}]", $"[{Web(3)}]");

            var change = Assert.Single(plan.ToChangePlan().Changes, one => one.Path == "spec.replicas");
            Assert.Equal((ChangeVerdict.KeepLive, "autoscaled-replicas"), (change.Verdict, change.Rule));
            Assert.Equal([FieldPath.Parse("spec.replicas")], plan.Objects[0].Kept);
            Assert.True(plan.Objects[0].Diff.IsEmpty);
        }
    }

    [Fact]
    public void It_is_kept_under_an_autoscaler_that_is_only_in_the_cluster_and_asked_for()
    {
        var blind = PlanScene.Plan($"[{Web(3)}]", $"[{Web(3)}]", $"[{Web(8)}]");
        Assert.Equal(["ns"], blind.AsksFor());

        var plan = PlanScene.Plan($"[{Web(3)}]", $"[{Web(3)}]", $"[{Web(8)}]", autoscalers: $"[{Hpa}]");

        Assert.True(plan.ToChangePlan().IsEmpty);
        Assert.Equal("autoscaled-replicas", Assert.Single(plan.ToChangePlan().Changes).Rule);
        Assert.Empty(plan.AsksFor());
    }

    [Fact]
    public void An_autoscaler_of_another_workload_or_namespace_keeps_nothing()
    {
        foreach (var other in new[]
        {
            Hpa.Replace("\"web\"", "\"api\"", StringComparison.Ordinal),
            Hpa.Replace("\"ns\"", "\"other\"", StringComparison.Ordinal),
            Hpa.Replace("\"Deployment\"", "\"StatefulSet\"", StringComparison.Ordinal),
        })
        {
            var plan = PlanScene.Plan($"[{Web(3)}]", $"[{Web(3)}]", $"[{Web(8)}]", autoscalers: $"[{other}]");

            Assert.Equal("replicas-halved", Assert.Single(plan.ToChangePlan().Changes).Rule);
        }
    }

    [Fact]
    public void One_that_goes_with_the_change_keeps_nothing() => Assert.DoesNotContain(
        PlanScene.Plan($"[{Web(3)},{Hpa}]", $"[{Web(3)}]", $"[{Web(8)},{Hpa}]", autoscalers: $"[{Hpa}]")
            .ToChangePlan().Changes,
        change => change.Verdict == ChangeVerdict.KeepLive);

    [Fact]
    public void The_live_value_of_what_is_kept_is_in_no_fingerprint() => Assert.Equal(
        Print(8), Print(9));

    [Fact]
    public void A_component_keeps_what_it_says_and_allows_what_it_says()
    {
        var plan = PlanScene.Plan(
            $"[{Web(3)}]",
            $"[{Web(3)}]",
            $"[{Web(8)}]",
            says: new ComponentSpec
            {
                DangerOverrides =
                [
                    new DangerOverride
                    {
                        Kind = "Deployment", Path = "spec.replicas", Verdict = "KeepLive", Reason = "People scale it.",
                    },
                    new DangerOverride { Rule = "host-path", Verdict = "Allow", Reason = "It reads logs." },
                ],
            });

        var change = Assert.Single(plan.ToChangePlan().Changes);
        Assert.Equal(
            (ChangeVerdict.KeepLive, "component", "People scale it."), (change.Verdict, change.Rule, change.Why));
    }

    private static string Print(int live) => Assert.Single(
        PlanScene.Plan($"[{Web(3)}]", $"[{Web(3)}]", $"[{Web(live)}]", autoscalers: $"[{Hpa}]")
            .ToChangePlan().Changes).Fingerprint;

    private static string Web(int? replicas)
    {
        var spec = replicas is { } number ? $"\"replicas\":{number}" : "\"minReadySeconds\":0";
        return $$"""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"ns"},"spec":{ {{spec}} } }
            """;
    }
}
