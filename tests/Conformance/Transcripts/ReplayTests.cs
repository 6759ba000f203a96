using Xunit;

namespace Fairway.Conformance.Transcripts;

/// <summary>
/// The twin answers as the recorded server did; the lists of what does and what does not yet are kept true.
/// </summary>
public sealed class ReplayTests(ReplayFixture replay) : IClassFixture<ReplayFixture>
{
    public static TheoryData<string> Scenarios => [.. TranscriptReader.Embedded().Select(scenario => scenario.Title)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task A_scenario_ends_as_its_verdict_says(string title)
    {
        Assert.True(
            ReplayFixture.Verdicts.TryGetValue(title, out var verdict),
            $"{title} is in neither green.tsv nor not-yet.tsv"
        );
        var result = await replay.ResultOfAsync(title, TestContext.Current.CancellationToken);
        if (verdict.Issue is null)
        {
            Assert.True(result.IsEqual, result.Describe(differences: 5));
        }
        else
        {
            Assert.False(result.IsEqual, $"{title} is equal now: move it from not-yet.tsv to green.tsv");
        }
    }

    [Fact]
    public void Every_verdict_is_about_a_scenario() =>
        Assert.Empty(
            ReplayFixture.Verdicts.Keys.Except(TranscriptReader.Embedded().Select(scenario => scenario.Title))
        );
}
