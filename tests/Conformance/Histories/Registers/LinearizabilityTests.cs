using Xunit;

namespace Fairway.Conformance.Histories.Registers;

public sealed class LinearizabilityTests
{
    [Fact]
    public void Histories_of_a_faultless_register_pass()
    {
        foreach (var seed in Enumerable.Range(0, 200))
        {
            Assert.Equal("", Linearizability.Check(new SimulatedRegister(seed, SimulatedFault.None).Run(6, 60)) ?? "");
        }
    }

    [Theory]
    [InlineData(SimulatedFault.ReadsStale)]
    [InlineData(SimulatedFault.LosesUpdates)]
    [InlineData(SimulatedFault.CreatesTwice)]
    [InlineData(SimulatedFault.ForgetsWrites)]
    [InlineData(SimulatedFault.GoesBack)]
    internal void A_fault_is_seen(SimulatedFault fault)
    {
        var seen = Enumerable
            .Range(0, 100)
            .Count(seed => Linearizability.Check(new SimulatedRegister(seed, fault).Run(4, 60)) is not null);
        Assert.True(seen > 50, $"{fault} was seen in {seen} of 100 histories");
    }

    [Fact]
    public void The_search_agrees_with_trying_every_order()
    {
        var verdicts = new HashSet<bool>();
        foreach (var seed in Enumerable.Range(0, 3000))
        {
            var fault = (SimulatedFault)(seed % 6);
            var history = new SimulatedRegister(seed, fault).Run(3, 7);
            var expected = ExistsOrder(RegisterState.Initial, [.. history]);
            Assert.True(
                expected == Linearizability.IsLinearizable([.. history.OrderBy(call => call.Start)]),
                $"seed {seed}"
            );
            verdicts.Add(expected);
        }

        Assert.Equal(2, verdicts.Count);
    }

    [Fact]
    public void Long_histories_of_many_clients_take_few_steps()
    {
        var most = Enumerable.Range(0, 100).Max(StepsOfALongHistory);

        Assert.InRange(most, 1000, 10_000);

        static int StepsOfALongHistory(int seed)
        {
            var history = new SimulatedRegister(seed, SimulatedFault.None).Run(24, 1000);
            var search = new LinearizabilitySearch([.. history.OrderBy(call => call.Start)]);
            Assert.True(search.Run(), $"seed {seed}");
            return search.Steps;
        }
    }

    [Fact]
    public void A_call_without_an_answer_may_take_effect_late_or_never()
    {
        var lost = Call(RegisterCall.Create, "a", RegisterOutcome.Unknown, 1, long.MaxValue);
        var absent = Call(RegisterCall.Get, null, RegisterOutcome.Absent, 2, 3);
        var found = Call(RegisterCall.Get, null, RegisterOutcome.Done("a", 5), 4, 5);

        Assert.True(Linearizability.IsLinearizable([lost, absent]));
        Assert.True(Linearizability.IsLinearizable([lost, absent, found]));
        Assert.False(
            Linearizability.IsLinearizable([
                lost,
                found with
                {
                    Start = 2,
                    End = 3,
                },
                absent with
                {
                    Start = 4,
                    End = 5,
                },
            ])
        );
    }

    [Fact]
    public void The_message_names_the_object_and_its_calls()
    {
        var message = Linearizability.Check([Call(RegisterCall.Get, null, RegisterOutcome.Done("a", 5), 1, 2)]);

        Assert.Contains("k", message, StringComparison.Ordinal);
        Assert.Contains("[1,2] Get k -> a@5", message, StringComparison.Ordinal);
    }

    private static RegisterOperation Call(
        RegisterCall call,
        string? value,
        RegisterOutcome outcome,
        long start,
        long end
    ) => new("k", call, value, null, outcome, start, end);

    private static bool ExistsOrder(RegisterState state, List<RegisterOperation> left)
    {
        if (left.All(call => call.Outcome.Kind == OutcomeKind.Unknown))
        {
            return true;
        }

        var firstEnd = left.Min(call => call.End);
        return left.Where(call => call.Start < firstEnd)
            .Any(call => state.After(call) is { } after && ExistsOrder(after, [.. left.Where(other => other != call)]));
    }
}
