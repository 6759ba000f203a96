using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Conformance.Transcripts;

public sealed class AnswerComparerTests
{
    private static readonly Answer Recorded = new(
        201,
        "application/json",
        [],
        false,
        """{"metadata": {"resourceVersion": "8"}}"""
    );

    [Fact]
    public void Status_and_headers_count()
    {
        Assert.Empty(Compare(Recorded));
        Assert.Equal("status", Assert.Single(Compare(Recorded with { Status = 200 })).Path);
        Assert.Equal("header Content-Type", Assert.Single(Compare(Recorded with { ContentType = "text/plain" })).Path);
        Assert.Equal("header Warning/0", Assert.Single(Compare(Recorded with { Warnings = ["299 - \"w\""] })).Path);
        Assert.Equal("header Retry-After", Assert.Single(Compare(Recorded with { RetryAfter = true })).Path);
    }

    [Fact]
    public void An_answer_that_is_no_JSON_or_names_a_field_twice_differs()
    {
        Assert.Equal("body", Assert.Single(Compare(Recorded with { Text = "not json" })).Path);
        Assert.Equal("body", Assert.Single(Compare(Recorded with { Text = """{"a": 1, "a": 1}""" })).Path);
    }

    [Fact]
    public void A_new_resource_version_rises_above_those_before()
    {
        var bindings = new Bindings();
        var (first, second) = (StepOf(1), StepOf(2));
        var scenario = ScenarioOf(first, second);
        var comparer = new AnswerComparer(scenario, bindings);

        Assert.Empty(comparer.Compare(first, Recorded));
        Assert.Empty(comparer.CheckRise(first));
        Assert.Empty(comparer.Compare(second, Recorded with { Text = """{"metadata": {"resourceVersion": "7"}}""" }));
        Assert.Single(comparer.CheckRise(second));
    }

    [Fact]
    public void Events_and_the_end_of_a_watch_are_compared()
    {
        var step = StepOf(1) with
        {
            Response = JsonNode
                .Parse("""{"events": [{"type": "ADDED", "object": {}}], "ended": "until"}""")!
                .AsObject(),
        };
        var comparer = new AnswerComparer(ScenarioOf(step), new Bindings());
        var added = JsonNode.Parse("""{"type": "ADDED", "object": {}}""")!.AsObject();

        Assert.Empty(comparer.CompareEvents(step, Comparison.Plain, new WatchReading([added], "until")));
        Assert.Equal(2, comparer.CompareEvents(step, Comparison.Plain, new WatchReading([], "closed")).Count);
    }

    private static List<Comparing.Difference> Compare(Answer answer) =>
        new AnswerComparer(ScenarioOf(StepOf(1)), new Bindings()).Compare(StepOf(1), answer);

    private static Scenario ScenarioOf(params Step[] steps) =>
        new("area", "name", [], true, new HashSet<string>(), steps);

    private static Step StepOf(int number) =>
        new(
            number,
            "request",
            null,
            new RecordedRequest("POST", "/x", [], [], null, null),
            Response(number),
            Comparison.Plain,
            null,
            null,
            0
        );

    private static JsonObject Response(int number)
    {
        const string body = """{"metadata": {"resourceVersion": "<rv:NUMBER>"}}""";
        return new JsonObject
        {
            ["status"] = 201,
            ["headers"] = new JsonObject { ["Content-Type"] = "application/json" },
            ["body"] = JsonNode.Parse(body.Replace("NUMBER", $"{number}", StringComparison.Ordinal)),
        };
    }
}
