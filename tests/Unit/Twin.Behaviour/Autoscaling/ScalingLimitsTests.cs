using System.Collections.Immutable;
using System.Globalization;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Autoscaling;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Autoscaling;

public sealed class ScalingLimitsTests
{
    private static readonly DateTimeOffset Now = ScalingRows.Now;

    [Fact]
    public void Policies_hold_a_target_as_in_a_real_cluster()
    {
        foreach (var row in ScalingRows.Of("rates"))
        {
            var autoscaler = Autoscaler(true) with
            {
                Least = row.Number("least"),
                Most = row.Number("most"),
                Up = Rules(row["up"], ScalingRules.Up),
                Down = Rules(row["down"], ScalingRules.Down),
            };
            var memory = new AutoscalerMemory([], [.. Changes(row["grown"], 1), .. Changes(row["shrunk"], -1)]);
            var size = (row.Number("current"), row.Number("desired"));
            var (replicas, _, reason, _) = ScalingLimits.Limited(autoscaler, memory, size, Now);
            Assert.Equal($"{row["case"]}: {row["replicas"]} {row["reason"]}", $"{row["case"]}: {replicas} {reason}");
        }
    }

    // kubernetes/kubernetes v1.28.7, horizontal_test.go: TestConvertDesiredReplicasWithRules.
    [Theory]
    [InlineData("5>7", 3, 8, 7, "DesiredWithinRange")]
    [InlineData("3>1", 2, 8, 2, "TooFewReplicas")]
    [InlineData("1>0", 0, 10, 0, "DesiredWithinRange")]
    [InlineData("20>1000", 1, 10, 10, "TooManyReplicas")]
    [InlineData("3>1000", 1, 2000, 6, "ScaleUpLimit")]
    public void Without_behavior_a_target_at_most_doubles(
        string size, int least, int most, int replicas, string reason)
    {
        var autoscaler = Autoscaler(false) with { Least = least, Most = most };
        var limited = ScalingLimits.Limited(autoscaler, AutoscalerMemory.Nothing, Size(size), Now);
        Assert.Equal((replicas, reason), (limited.Replicas, limited.Reason));
    }

    // The same, TestNormalizeDesiredReplicas: recommendations as replicas@minutes ago.
    [Theory]
    [InlineData("", 5, 5)]
    [InlineData("4@2 5@1", 3, 5)]
    [InlineData("1@2 2@1", 3, 3)]
    [InlineData("10@10 9@9", 3, 3)]
    [InlineData("10@10 4@1 5@2 9@9", 3, 5)]
    public void Without_behavior_the_highest_recommendation_of_five_minutes_counts(
        string before, int desired, int replicas)
    {
        var memory = new AutoscalerMemory(Recommendations(before), []);
        Assert.Equal(replicas, ScalingLimits.Stabilized(Autoscaler(false), memory, (5, desired), Now).Replicas);
    }

    // The same, TestNormalizeDesiredReplicasWithBehavior: windows in seconds.
    [Theory]
    [InlineData("", "100>5", 0, 0, 5)]
    [InlineData("4@2 5@1", "100>3", 0, 180, 5)]
    [InlineData("4@2 5@1", "1>7", 300, 0, 4)]
    [InlineData("1@2 2@1", "100>3", 300, 0, 3)]
    [InlineData("4@2 5@1", "1>3", 0, 300, 3)]
    [InlineData("10@10 9@9", "100>3", 0, 0, 3)]
    [InlineData("10@10 9@9", "1>100", 0, 0, 100)]
    [InlineData("10@10 4@1 5@2 9@9", "100>3", 0, 180, 5)]
    [InlineData("10@100 6@1 5@2 9@3", "1>100", 300, 0, 5)]
    [InlineData("2@100 3@3", "2>1", 300, 300, 2)]
    [InlineData("2@100 1@3", "2>3", 300, 300, 2)]
    public void Windows_keep_what_was_recommended_lately(
        string before, string size, int up, int down, int replicas)
    {
        var (current, desired) = Size(size);
        var memory = new AutoscalerMemory(Recommendations(before), []);
        var autoscaler = Autoscaler(true) with
        {
            Up = ScalingRules.Up with { Window = TimeSpan.FromSeconds(up) },
            Down = ScalingRules.Down with { Window = TimeSpan.FromSeconds(down) },
        };
        var (stable, reason, _) = ScalingLimits.Stabilized(autoscaler, memory, (current, desired), Now);
        Assert.Equal(replicas, stable);
        Assert.Equal(
            stable == desired ? "ReadyForNewScale" : desired >= current ? "ScaleUpStabilized" : "ScaleDownStabilized",
            reason);
    }

    // The same, TestCalculateScaleUpLimitWithScalingRules and its fellow: the smaller change of two policies.
    [Theory]
    [InlineData(1, 100, 2)]
    [InlineData(5, 1, 3)]
    public void The_smaller_change_decides_where_that_is_asked_for(int current, int desired, int replicas)
    {
        var rules = new ScalingRules(
            TimeSpan.FromSeconds(300), "Min", [Policy("Pods", 2, 60), Policy("Percent", 50, 60)]);
        var autoscaler = Autoscaler(true) with { Up = rules, Down = rules };
        var size = (current, desired);
        Assert.Equal(replicas, ScalingLimits.Limited(autoscaler, AutoscalerMemory.Nothing, size, Now).Replicas);
        var disabled = Autoscaler(true) with
        {
            Up = rules with { Select = "Disabled" },
            Down = rules with { Select = "Disabled" },
        };
        Assert.Equal(current, ScalingLimits.Limited(disabled, AutoscalerMemory.Nothing, size, Now).Replicas);
    }

    // What there is, and what is asked for.
    private static (int Current, int Desired) Size(string text)
    {
        var said = text.Split('>').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return (said[0], said[1]);
    }

    private static ScalingRules Rules(string text, ScalingRules usual)
    {
        if (text.Length == 0)
        {
            return usual;
        }

        var said = text.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return usual with
        {
            Window = TimeSpan.FromSeconds(said[4]),
            Policies =
            [
                .. said[0] == 0 ? [] : new[] { Policy("Pods", said[0], said[1]) },
                .. said[2] == 0 ? [] : new[] { Policy("Percent", said[2], said[3]) },
            ],
        };
    }

    private static ScalingPolicy Policy(string type, int value, int seconds) =>
        new(type, value, TimeSpan.FromSeconds(seconds));

    // Spread evenly over the last so many seconds, each in the middle of its part.
    private static IEnumerable<(int By, DateTimeOffset At)> Changes(string text, int sign)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var parts = text.Split('/');
        var by = parts[0].Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var part = double.Parse(parts[1], CultureInfo.InvariantCulture) / by.Length;
        return by.Select((n, at) => (
            sign * n, Now.AddSeconds(-Math.Floor((part * by.Length) - (part * (at + 1)) + (part / 2)))));
    }

    private static ImmutableArray<(int Replicas, DateTimeOffset At)> Recommendations(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split('@')).Select(r => (
            int.Parse(r[0], CultureInfo.InvariantCulture),
            Now.AddMinutes(-int.Parse(r[1], CultureInfo.InvariantCulture)))),
    ];

    private static AutoscalerView Autoscaler(bool hasBehavior) => new()
    {
        Meta = new ObjectMeta { Name = "a", Namespace = "default" },
        HasBehavior = hasBehavior,
        Least = 1,
        Most = 1000,
    };
}
