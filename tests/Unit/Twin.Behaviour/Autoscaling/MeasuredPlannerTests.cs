using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Autoscaling;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Autoscaling;

public sealed class MeasuredPlannerTests
{
    private const string Cpu = """
        {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}}
        """;

    private static readonly DateTimeOffset Now = ScalingRows.Now;

    [Fact]
    public void Targets_are_scaled_as_in_a_real_cluster()
    {
        foreach (var row in ScalingRows.Of("decisions"))
        {
            var plan = AutoscalerPlanner.Plan(Seen(row));
            var current = row.Number("current");
            string[] told =
            [
                row["case"],
                $"{plan.Rescale ?? current}",
                Reason(plan, "AbleToScale"),
                Reason(plan, "ScalingActive"),
                Reason(plan, "ScalingLimited"),
            ];
            string[] wanted = [row["case"], row["replicas"], row["able"], row["active"], row["limited"]];
            Assert.Equal(wanted, told);
        }
    }

    [Fact]
    public void One_metric_that_fails_holds_a_target_that_would_shrink()
    {
        var row = ScalingRows.Of("decisions").First(r => r["case"] == "scale down");
        var seen = Seen(row, Cpu, """{"type":"Pods","pods":{"metric":{"name":"qps"},"target":{"averageValue":"1"}}}""");
        var plan = AutoscalerPlanner.Plan(seen);
        Assert.Null(plan.Rescale);
        Assert.Equal("FailedGetPodsMetric", Reason(plan, "ScalingActive"));
        Assert.Equal(
            [
                "unable to get metric qps: unable to fetch metrics from custom metrics API: no custom metrics API "
                    + "(custom.metrics.k8s.io) registered",
                "invalid metrics (1 invalid out of 2), first error is: failed to get pods metric value: unable to get "
                    + "metric qps: unable to fetch metrics from custom metrics API: no custom metrics API "
                    + "(custom.metrics.k8s.io) registered",
            ],
            plan.Events.Select(e => e.Message));
    }

    [Fact]
    public void One_metric_that_fails_does_not_hold_a_target_that_grows()
    {
        var row = ScalingRows.Of("decisions").First(r => r["case"] == "scale up");
        var plan = AutoscalerPlanner.Plan(Seen(
            row,
            """{"type":"Pods","pods":{"metric":{"name":"qps"},"target":{"averageValue":"1"}}}""",
            Cpu.Replace("50", "30", StringComparison.Ordinal)));
        Assert.Equal(5, plan.Rescale);
        Assert.Equal(
            [
                """{"type":""}""",
                """{"type":"Resource","resource":{"name":"cpu","current":"""
                    + """{"averageUtilization":50,"averageValue":"1"}}}""",
            ],
            plan.Status.Metrics);
        Assert.Equal(["FailedGetPodsMetric", "SuccessfulRescale"], plan.Events.Select(e => e.Reason));
        Assert.Equal(
            "New size: 5; reason: cpu resource utilization (percentage of request) above target",
            plan.Events[1].Message);
    }

    [Theory]
    [InlineData(
        """
        {"type":"Object","object":{"metric":{"name":"rps"},
         "describedObject":{"kind":"Ingress","name":"main"},"target":{"value":"1"}}}
        """,
        "unable to get metric rps: Ingress on default main/unable to fetch metrics from custom metrics API: "
            + "no custom metrics API (custom.metrics.k8s.io) registered",
        "failed to get object metric value: ")]
    [InlineData(
        """
        {"type":"External","external":{"metric":{"name":"queue","selector":{"matchLabels":{"b":"2","a":"1"}}},
         "target":{"averageValue":"1"}}}
        """,
        "unable to get external metric default/queue/&LabelSelector{MatchLabels:map[string]string{a: 1,b: 2,},"
            + "MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: "
            + "the server could not find the requested resource (get queue.external.metrics.k8s.io)",
        "failed to get queue external metric value: failed to get queue external metric: ")]
    [InlineData(
        """
        {"type":"ContainerResource","containerResource":{"name":"cpu","container":"side",
         "target":{"averageUtilization":5,"type":"Utilization"}}}
        """,
        "failed to get cpu utilization: unable to get metrics for resource cpu: failed to get container metrics: "
            + "container side not present in metrics for pod default/pod-0",
        "failed to get side container metric value: ")]
    public void What_cannot_be_measured_is_told(string metric, string message, string heading)
    {
        var row = ScalingRows.Of("decisions").First(r => r["case"] == "scale up");
        var plan = AutoscalerPlanner.Plan(Seen(row, metric));
        Assert.Null(plan.Rescale);
        Assert.Equal(message, plan.Events[0].Message);
        const string invalid = "invalid metrics (1 invalid out of 1), first error is: ";
        Assert.Equal($"{invalid}{heading}{message}", plan.Events[1].Message);
        Assert.Equal(
            $"the HPA was unable to compute the replica count: {message}",
            plan.Status.Conditions.Single(c => c.Type == "ScalingActive").Message);
    }

    [Fact]
    public void A_container_is_measured_alone()
    {
        var row = ScalingRows.Of("decisions").First(r => r["case"] == "scale up");
        var plan = AutoscalerPlanner.Plan(Seen(row, """
            {"type":"ContainerResource","containerResource":{"name":"cpu","container":"app",
             "target":{"type":"AverageValue","averageValue":"600m"}}}
            """));
        Assert.Equal(5, plan.Rescale);
        var reading = Assert.Single(plan.Status.Metrics);
        Assert.Equal(
            """{"type":"ContainerResource","containerResource":{"name":"cpu","container":"app","current":"""
                + """{"averageValue":"1"}}}""",
            reading);
    }

    [Fact]
    public void Pods_of_two_autoscalers_are_left_alone()
    {
        var row = ScalingRows.Of("decisions").First(r => r["case"] == "scale up");
        var seen = Seen(row) with
        {
            Rivals = ["default/a", "default/b"],
            Memory = AutoscalerMemory.Nothing with { Selector = "app=web" },
        };
        var plan = AutoscalerPlanner.Plan(seen);
        Assert.Null(plan.Rescale);
        Assert.Equal(
            "pods by selector app=web are controlled by multiple HPAs: [default/a default/b]",
            plan.Status.Conditions.Single(c => c.Type == "ScalingActive").Message);
        Assert.Equal(["AmbiguousSelector", "FailedComputeMetricsReplicas"], plan.Events.Select(e => e.Reason));
    }

    private static string Reason(AutoscalerPlan plan, string type) =>
        plan.Status.Conditions.FirstOrDefault(c => c.Type == type)?.Reason ?? "-";

    private static AutoscalerObservation Seen(IReadOnlyDictionary<string, string> row, params string[] metrics)
    {
        var cpu = Cpu.Replace("50", row["target"], StringComparison.Ordinal);
        var autoscaler = AutoscalerView.Read(Json($$"""
            {"metadata":{"name":"a","namespace":"default"},"spec":{
             "minReplicas":{{row["least"]}},"maxReplicas":{{row["most"]}},
             "metrics":[{{string.Join(',', metrics.Length == 0 ? [cpu] : metrics)}}] } }
            """));
        return new AutoscalerObservation(autoscaler, row.Number("current"), Now)
        {
            IsMeasured = true,
            Selector = "app=web",
            Pods = [.. row.Pods().Select(Target)],
            Memory = new AutoscalerMemory(Recommendations(row["before"]), []),
        };
    }

    // Before: nothing, or what was recommended so many minutes ago, or what no longer counts.
    private static ImmutableArray<(int Replicas, DateTimeOffset At)> Recommendations(string text) => text == "old"
        ? [(1, Now.AddHours(-1))]
        :
        [
            .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split('@')).Select(r => (
                int.Parse(r[0], CultureInfo.InvariantCulture),
                Now.AddMinutes(-int.Parse(r[1], CultureInfo.InvariantCulture)))),
        ];

    private static TargetPod Target(ScaledPod pod)
    {
        var requests = pod.Request is { } request ? $$"""{"cpu":"{{request}}m"}""" : "{}";
        var deleted = pod.IsDeleting ? ",\"deletionTimestamp\":\"2026-01-01T11:59:00Z\"" : "";
        var view = PodView.Read(Json($$"""
            {"metadata":{"name":"{{pod.Name}}","namespace":"default"{{deleted}} },
             "spec":{"containers":[{"name":"app","resources":{"requests":{{requests}} } }]},
             "status":{"phase":"{{pod.Phase}}","startTime":"{{pod.StartedAt:yyyy-MM-ddTHH:mm:ssZ}}","conditions":[
              {"type":"Ready","status":"{{pod.IsReady}}",
               "lastTransitionTime":"{{pod.ReadySince:yyyy-MM-ddTHH:mm:ssZ}}"}]} }
            """));
        return new TargetPod(
            view,
            pod.Usage is { } usage ? new PodMeasure(pod.MeasuredAt, pod.Window, [("app", $"{usage}m", null)]) : null);
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
