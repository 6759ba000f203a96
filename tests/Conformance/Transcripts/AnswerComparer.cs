using System.Text.Json.Nodes;
using Fairway.Conformance.Transcripts.Comparing;

namespace Fairway.Conformance.Transcripts;

/// <summary>Holds answers against recorded ones, learning the scenario's values on the way.</summary>
internal sealed class AnswerComparer(Scenario scenario, Bindings bindings)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private decimal highest;

    /// <summary>Status, headers and body.</summary>
    public List<Difference> Compare(Step step, Answer answer)
    {
        var differences = CompareHead(step.Response!, answer);
        if (step.Comparison.Body)
        {
            differences.AddRange(CompareBody(step, answer));
        }

        return differences;
    }

    /// <summary>Status and headers alone.</summary>
    public List<Difference> CompareHead(JsonObject recorded, Answer answer)
    {
        var differences = new List<Difference>();
        if (recorded["status"] is { } status && status.GetValue<int>() != answer.Status)
        {
            differences.Add(new Difference("status", status.ToJsonString(), $"{answer.Status}"));
        }

        var headers = recorded["headers"] as JsonObject ?? [];
        var matcher = Matcher(Comparison.Plain);
        differences.AddRange(
            matcher.Match(headers["Content-Type"], JsonValue.Create(answer.ContentType), "header Content-Type")
        );
        differences.AddRange(
            matcher.Match(
                headers["Warning"] ?? new JsonArray(),
                new JsonArray([.. answer.Warnings.Select(warning => JsonValue.Create(warning))]),
                "header Warning"
            )
        );
        if (headers.ContainsKey("Retry-After") != answer.RetryAfter)
        {
            var (expected, actual) = answer.RetryAfter
                ? (Difference.Absent, "present")
                : ("present", Difference.Absent);
            differences.Add(new Difference("header Retry-After", expected, actual));
        }

        return differences;
    }

    /// <summary>The events of a watch and why reading them ended.</summary>
    public List<Difference> CompareEvents(Step step, Comparison comparison, WatchReading reading)
    {
        var shape = new BodyShape(comparison, scenario.OwnManagers, bindings);
        var recorded = (step.Response!["events"] as JsonArray ?? []).Select(shape.OfRecorded);
        var received = reading.Events.Select(shape.OfReceived);
        var differences = Matcher(comparison)
            .Match(new JsonArray([.. recorded]), new JsonArray([.. received]), "events", "events");
        if (step.Response["ended"]?.GetValue<string>() is { } ended && ended != reading.Ended)
        {
            differences.Add(new Difference("ended", ended, reading.Ended));
        }

        return differences;
    }

    /// <summary>
    /// After a step whose answer is final: new resourceVersions of writes must lie above every one of an earlier step.
    /// </summary>
    public IEnumerable<Difference> CheckRise(Step step)
    {
        var fresh = bindings.ValuesOf("rv").Where(known.Add).Select(Number).ToList();
        var written = WrittenVersion(step);
        var before = highest;
        highest = fresh.Append(highest).Max();
        if (scenario.RvMonotonic && written is { } version && fresh.Contains(version) && version <= before)
        {
            yield return new Difference(
                "/metadata/resourceVersion",
                $"more than {before}, which an earlier step showed",
                $"{version}"
            );
        }
    }

    private IEnumerable<Difference> CompareBody(Step step, Answer answer)
    {
        var recorded = step.Response!;
        if (recorded["text"] is { } text)
        {
            return Matcher(step.Comparison).Match(text, JsonValue.Create(answer.Text), "text");
        }

        if (!recorded.ContainsKey("body"))
        {
            return answer.Text.Length == 0 ? [] : [new Difference("body", Difference.Absent, answer.Text)];
        }

        if (!answer.TryJson(out var received))
        {
            return
            [
                new Difference(
                    "body",
                    JsonMatcher.Show(recorded["body"]),
                    answer.Text.Length == 0 ? Difference.Absent : answer.Text
                ),
            ];
        }

        var shape = new BodyShape(step.Comparison, scenario.OwnManagers, bindings);
        return Matcher(step.Comparison).Match(shape.OfRecorded(recorded["body"]), shape.OfReceived(received));
    }

    private decimal? WrittenVersion(Step step)
    {
        var template = step.Request?.Method is "POST" or "PUT" or "PATCH"
            ? step.Response?["body"]?["metadata"]?["resourceVersion"]?.ToString()
            : null;
        return template is ['<', .. var name, '>'] && bindings.TryValue(name, out var value) ? Number(value) : null;
    }

    private JsonMatcher Matcher(Comparison comparison) => new(bindings, comparison.Unordered);

    private static decimal Number(string version) =>
        decimal.Parse(version, System.Globalization.CultureInfo.InvariantCulture);
}
