using Fairway.Twin.Faults;

namespace Fairway.Simulation.Clusters;

/// <summary>Rules of faults, of which the seed draws some: so one run has many conflicts, and another slow
/// watches.</summary>
internal static class FaultSwarm
{
    private static readonly string[] Writes = ["create", "update", "patch", "delete"];
    private static readonly string[] Callers = ["kubernetes", "scheduler", "kubelets", "*"];

    private static readonly string[] Controllers =
    [
        "deployment", "replicaset", "statefulset", "daemonset", "job", "garbage", "disruption", "kubelet",
    ];

    private static readonly Func<Random, FaultRule>[] All =
    [
        chance => new() { Do = FaultEffect.Refuse, Status = 409, Verbs = ["update", "patch"] },
        chance => new() { Do = FaultEffect.Refuse, Status = 429, RetryAfter = TimeSpan.FromSeconds(chance.Next(1, 5)) },
        chance => new() { Do = FaultEffect.Refuse, Status = chance.Next(2) == 0 ? 500 : 503 },
        chance => new() { Do = FaultEffect.TimeOut, Delay = Seconds(5) },
        chance => new() { Do = FaultEffect.Lose },
        chance => new() { Do = FaultEffect.LoseAnswer, Verbs = Writes },
        chance => new() { Do = FaultEffect.FailAfterwards, Status = 500, Verbs = Writes },
        chance => new() { Do = FaultEffect.Crash, Verbs = Writes, Times = chance.Next(1, 6) },
        chance => new() { Do = FaultEffect.Delay, Delay = Seconds(3) },
        chance => new() { Do = FaultEffect.DelayAnswer, Delay = Seconds(3) },
        chance => new() { Do = FaultEffect.Delay, Delay = Seconds(8), Caller = Of(chance, Controllers) },
        chance => new() { Do = FaultEffect.DelayEvent, Delay = Seconds(4) },
        chance => new() { Do = FaultEffect.HoldEvent, Delay = Seconds(20) },
        chance => new() { Do = FaultEffect.BreakWatch },
        chance => new() { Do = FaultEffect.EndWatch },
        chance => new() { Do = FaultEffect.ExpireWatch },
        chance => new() { Do = FaultEffect.RepeatEvent },
    ];

    /// <summary>Each rule is in about two of five runs, with a probability of its own.</summary>
    public static IReadOnlyList<FaultRule> Draw(Random chance)
    {
        var rules = new List<FaultRule>();
        foreach (var make in All)
        {
            var rule = make(chance);
            var often = rule.IsOfEvents ? 0.02 : rule.Do is FaultEffect.Delay or FaultEffect.DelayAnswer ? 0.3 : 0.05;
            rule = rule with
            {
                Probability = Math.Round(chance.NextDouble() * often, 4),
                Caller = rule.Caller ?? Of(chance, Callers),
                After = rule.Do == FaultEffect.Crash ? chance.Next(200) : 0,
            };
            if (chance.Next(5) < 2)
            {
                rules.Add(rule);
            }
        }

        return rules;
    }

    public static string Say(FaultRule rule) => string.Create(
        null,
        $"{rule.Do} {rule.Status} {string.Join(',', rule.Verbs ?? [])} of {rule.Caller}, {rule.Probability:P2}, "
        + $"after {rule.After}, times {rule.Times}, {rule.Delay?.Least}-{rule.Delay?.Most}");

    private static FaultDelay Seconds(double most) =>
        new(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(most), FaultDelayShape.Exponential);

    private static string Of(Random chance, string[] all) => all[chance.Next(all.Length)];
}
