using System.Globalization;
using Fairway.Twin.Behaviour.Autoscaling;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Autoscaling;

public sealed class ReplicaCalculatorTests
{
    [Fact]
    public void Metrics_ask_for_as_many_replicas_as_in_a_real_cluster()
    {
        foreach (var row in ScalingRows.Of("replicas"))
        {
            var answer = ReplicaCalculator.Of(Question(row));
            if (row["error"].Length > 0)
            {
                Assert.Contains(row["error"], answer.Problem, StringComparison.Ordinal);
                continue;
            }

            var told = $"{row["case"]}: {answer.Replicas} {answer.Percent} {answer.Average}{answer.Problem}";
            var percent = row["percent"] == "-" ? "" : row["percent"];
            Assert.Equal($"{row["case"]}: {row["replicas"]} {percent} {row["average"]}", told);
        }
    }

    [Fact]
    public void A_tolerance_of_its_own_keeps_a_target_as_it_is()
    {
        var row = ScalingRows.Of("replicas").First(r => r["case"] == "scale down");
        var question = Question(row);
        Assert.Equal(3, ReplicaCalculator.Of(question).Replicas);
        Assert.Equal(5, ReplicaCalculator.Of(question with { DownTolerance = 0.5 }).Replicas);
        Assert.Equal(3, ReplicaCalculator.Of(question with { UpTolerance = 0.5 }).Replicas);
    }

    [Fact]
    public void Memory_counts_of_pods_that_are_not_ready_too()
    {
        var pods = ScalingRows.Of("replicas").First(r => r["case"] == "scale up unready less scale").Pods();
        var asked = new ReplicaQuestion("memory", 30, true, ScalingRows.Now) { Current = 3, Pods = pods };
        Assert.Equal(5, ReplicaCalculator.Of(asked).Replicas);
    }

    private static ReplicaQuestion Question(IReadOnlyDictionary<string, string> row) => new(
        row["resource"],
        long.Parse(row["target"], CultureInfo.InvariantCulture),
        row["resource"] != "qps",
        ScalingRows.Now)
    {
        Current = row.Number("current"),
        Pods = row.Pods(),
    };
}
