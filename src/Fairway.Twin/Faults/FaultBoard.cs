using Fairway.Kube;

namespace Fairway.Twin.Faults;

/// <summary>
/// The faults of a run: what a plan says, drawn from one source of chance, and what a test does by hand. Lines to
/// clusters (<see cref="FaultyKubeApi"/>) and servers (<see cref="FaultyHandler"/>) ask it about each call and each
/// event. Safe for several threads.
/// </summary>
/// <param name="plan">The rules.</param>
/// <param name="chance">Decides which calls they strike.</param>
/// <param name="time">The run's clock.</param>
public sealed class FaultBoard(FaultPlan plan, Random chance, TimeProvider time)
{
    private static readonly FaultRule Cutting = new() { Do = FaultEffect.Lose };
    private static readonly FaultRule Breaking = new() { Do = FaultEffect.BreakWatch };

    private readonly Lock gate = new();
    private readonly long began = time.GetTimestamp();
    private readonly long[] seen = new long[plan.Rules.Count];
    private readonly long[] struck = new long[plan.Rules.Count];
    private readonly SortedSet<(string Caller, string Cluster)> cuts = [];
    private readonly List<FaultHold> holds = [];
    private readonly SortedDictionary<string, WatchFrame> lastShown = new(StringComparer.Ordinal);

    /// <summary>Whether the plan's rules strike. Turned off to heal; what was done by hand stays until it is
    /// undone.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Told of each effect that strikes, in words.</summary>
    public Action<string>? Told { get; init; }

    internal TimeProvider Time => time;

    /// <summary>Whether some rule needs to know what was shown before.</summary>
    internal bool Remembers { get; } =
        plan.Rules.Any(rule => rule.Do is FaultEffect.RepeatEvent or FaultEffect.HoldEvent);

    /// <summary>Cuts callers off from clusters, until <see cref="Mend"/>; both are patterns.</summary>
    public void Cut(string caller, string cluster)
    {
        lock (gate)
        {
            cuts.Add((caller, cluster));
        }
    }

    /// <summary>Undoes a <see cref="Cut"/>.</summary>
    public void Mend(string caller, string cluster)
    {
        lock (gate)
        {
            cuts.Remove((caller, cluster));
        }
    }

    /// <summary>Withholds the events of a resource from callers, so that their caches grow stale, until it is
    /// disposed of; all three are patterns.</summary>
    public FaultHold Hold(string caller, string cluster, string resource)
    {
        var hold = new FaultHold(caller, cluster, resource, Release);
        lock (gate)
        {
            holds.Add(hold);
        }

        return hold;
    }

    internal CallFate OfCall(FaultCall call)
    {
        lock (gate)
        {
            if (IsCut_NeedsLock(call))
            {
                return new CallFate(TimeSpan.Zero, TimeSpan.Zero, Cutting);
            }

            var fate = default(CallFate);
            foreach (var rule in Strike_NeedsLock(call, ofEvents: false))
            {
                var delay = rule.Delay?.Draw(chance) ?? TimeSpan.Zero;
                fate = rule.Do switch
                {
                    FaultEffect.DelayAnswer => fate with { After = fate.After + delay },
                    FaultEffect.Delay => fate with { Before = fate.Before + delay },
                    _ => fate with { Before = fate.Before + delay, Rule = fate.Rule ?? rule },
                };
            }

            Tell(call, fate.Rule);
            return fate;
        }
    }

    internal EventFate OfEvent(FaultCall watch)
    {
        lock (gate)
        {
            if (IsCut_NeedsLock(watch))
            {
                return new EventFate(TimeSpan.Zero, Breaking);
            }

            var fate = default(EventFate);
            foreach (var rule in Strike_NeedsLock(watch, ofEvents: true))
            {
                var late = fate.Late + (rule.Delay?.Draw(chance) ?? TimeSpan.Zero);
                fate = new EventFate(late, rule.Do == FaultEffect.DelayEvent ? fate.Rule : fate.Rule ?? rule);
            }

            Tell(watch, fate.Rule);
            return fate;
        }
    }

    /// <summary>Whether callers cannot reach a cluster now.</summary>
    internal bool IsCut(FaultCall call)
    {
        lock (gate)
        {
            return IsCut_NeedsLock(call);
        }
    }

    /// <summary>Completes when no event of this watch is withheld.</summary>
    internal async ValueTask HeldAsync(FaultCall watch, CancellationToken cancel)
    {
        while (HoldOf(watch) is { } hold)
        {
            await hold.ReleasedAsync(cancel);
        }
    }

    /// <summary>Notes what a watch was shown last.</summary>
    internal void Shown(string watch, WatchFrame frame)
    {
        lock (gate)
        {
            lastShown[watch] = frame with { Object = frame.Object.ToArray() };
        }
    }

    /// <summary>What a watch was shown last, where a resumed one is to be shown it again.</summary>
    internal WatchFrame? Repeated(FaultCall watch, string name)
    {
        lock (gate)
        {
            return lastShown.TryGetValue(name, out var last)
                && Strike_NeedsLock(watch, ofEvents: true, repeats: true).Count > 0 ? last : null;
        }
    }

    private FaultHold? HoldOf(FaultCall watch)
    {
        lock (gate)
        {
            return holds.Find(hold => hold.Covers(watch));
        }
    }

    private void Release(FaultHold hold)
    {
        lock (gate)
        {
            holds.Remove(hold);
        }
    }

    private bool IsCut_NeedsLock(FaultCall call) => cuts.Any(cut =>
        FaultRule.Fits(cut.Cluster, call.Cluster) && call.Callers.Any(caller => FaultRule.Fits(cut.Caller, caller)));

    private List<FaultRule> Strike_NeedsLock(FaultCall call, bool ofEvents, bool repeats = false)
    {
        var found = new List<FaultRule>();
        var elapsed = time.GetElapsedTime(began);
        for (var index = 0; IsOn && index < plan.Rules.Count; index++)
        {
            var rule = plan.Rules[index];
            if (rule.IsOfEvents == ofEvents && rule.Do == FaultEffect.RepeatEvent == repeats
                && rule.Covers(call, elapsed) && Strikes_NeedsLock(index, rule))
            {
                found.Add(rule);
            }
        }

        return found;
    }

    private bool Strikes_NeedsLock(int index, FaultRule rule)
    {
        var spared = seen[index]++ < rule.After || struck[index] >= rule.Times
            || (rule.Probability < 1 && chance.NextDouble() >= rule.Probability);
        if (!spared)
        {
            struck[index]++;
        }

        return !spared;
    }

    private void Tell(FaultCall call, FaultRule? rule)
    {
        if (rule is not null)
        {
            Told?.Invoke($"{rule.Do}{(rule.Status is { } status ? $" {status}" : "")}: {call}");
        }
    }
}
