using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Conformance.Transcripts.Comparing;

/// <summary>The comparison is tested on every recorded answer: as it is, and changed on purpose.</summary>
public sealed class RecordedAnswerTests
{
    private const int ChangesPerAnswer = 6;

    private static readonly IReadOnlyList<Scenario> Scenarios = TranscriptReader.Embedded();

    public static TheoryData<string> Areas => [.. Scenarios.Select(scenario => scenario.Area).Distinct()];

    [Theory]
    [MemberData(nameof(Areas))]
    public void Every_recorded_answer_equals_itself(string area)
    {
        foreach (var scenario in Scenarios.Where(scenario => scenario.Area == area))
        {
            var values = new InventedValues(scenario);
            var comparer = new AnswerComparer(scenario, values.Fresh());
            foreach (var step in scenario.Steps.Where(step => step.Kind is "request" or "poll"))
            {
                Assert.Empty(
                    comparer
                        .Compare(step, values.AnswerOf(step))
                        .Select(difference => $"{scenario.Title} {step.Number} {difference}")
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void A_change_anywhere_in_a_recorded_answer_is_seen(string area)
    {
        foreach (var scenario in Scenarios.Where(scenario => scenario.Area == area))
        {
            var values = new InventedValues(scenario);
            foreach (
                var step in scenario.Steps.Where(step =>
                    step.Kind is "request" or "poll" && step.Comparison.Body && step.Response!["body"] is not null
                )
            )
            {
                AssertSeen(scenario, step, values);
            }
        }
    }

    private static void AssertSeen(Scenario scenario, Step step, InventedValues values)
    {
        var shape = new BodyShape(step.Comparison, scenario.OwnManagers, values.All);
        var shaped = shape.OfReceived(JsonNode.Parse(values.AnswerOf(step).Text))!;
        var random = new Random(step.Number);
        foreach (
            var change in Enumerable
                .Range(0, ChangesPerAnswer)
                .Select(_ => random.Next(Mutation.CountOf(shaped)))
                .Distinct()
        )
        {
            var changed = Mutation.Of(shaped, change);
            Assert.True(
                JsonNode.DeepEquals(shape.OfReceived(changed), shaped) || IsSeen(scenario, step, values, changed),
                $"{scenario.Title} {step.Number}: {changed.ToJsonString()}"
            );
        }
    }

    private static bool IsSeen(Scenario scenario, Step step, InventedValues values, JsonNode changed) =>
        new AnswerComparer(scenario, values.Fresh())
            .Compare(step, values.AnswerOf(step) with { Text = changed.ToJsonString() })
            .Count > 0;
}
