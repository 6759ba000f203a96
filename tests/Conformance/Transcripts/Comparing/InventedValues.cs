using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fairway.Conformance.Transcripts.Comparing;

/// <summary>A value for every placeholder of a scenario, as some server might have answered.</summary>
internal sealed partial class InventedValues
{
    private readonly Scenario scenario;

    public InventedValues(Scenario scenario)
    {
        this.scenario = scenario;
        var text =
            string.Concat(scenario.Steps.Select(step => step.Response?.ToJsonString(Readable)))
            + string.Concat(scenario.Namespaces);
        foreach (var name in Names().Matches(text).Select(match => match.Groups["name"].Value).Distinct())
        {
            All.Learn(name, Invent(name));
        }
    }

    private static JsonSerializerOptions Readable { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Everything bound.</summary>
    public Bindings All { get; } = new();

    /// <summary>What a replayer knows at the start: the namespaces.</summary>
    public Bindings Fresh()
    {
        var bindings = new Bindings();
        foreach (var placeholder in scenario.Namespaces)
        {
            bindings.Learn(placeholder[1..^1], All.Value(placeholder[1..^1]));
        }

        return bindings;
    }

    /// <summary>The recorded answer with these values.</summary>
    public Answer AnswerOf(Step step)
    {
        var headers = step.Response!["headers"]!;
        var body = step.Response["body"] is { } json ? BodyFiller.Fill(Timed(json), All)!.ToJsonString() : null;
        return new Answer(
            step.Response["status"]!.GetValue<int>(),
            headers["Content-Type"]?.GetValue<string>(),
            [
                .. (headers["Warning"] as JsonArray ?? []).Select(warning =>
                    Template.Of(warning!.GetValue<string>()).Fill(All)
                ),
            ],
            headers["Retry-After"] is not null,
            body ?? step.Response["text"]?.GetValue<string>() ?? ""
        );
    }

    private static JsonNode Timed(JsonNode body) =>
        JsonNode.Parse(
            body.ToJsonString(Readable)
                .Replace("<time>", "2026-01-02T03:04:05Z", StringComparison.Ordinal)
                .Replace("<microtime>", "2026-01-02T03:04:05.678901Z", StringComparison.Ordinal)
                .Replace("<node>", "node-0", StringComparison.Ordinal)
                .Replace("<container>", "fake://0", StringComparison.Ordinal)
                .Replace("<pem>", "-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)
        )!;

    private static string Invent(string name)
    {
        var number = name.Contains(':') ? int.Parse(name.Split(':')[1], CultureInfo.InvariantCulture) : 1;
        return name.Split(':')[0] switch
        {
            "uid" => $"00000000-0000-4000-8000-{number:d12}",
            "rv" or "listrv" => $"{1000 + number}",
            "port" => $"{30000 + number}",
            "ip" => $"10.0.0.{number}",
            "ns" => $"t000{number}",
            var kind => $"{kind}{number}",
        };
    }

    [GeneratedRegex("<(?<name>(?:ns|uid|rv|listrv|continue|suffix|hash|ip|port|jwt)(?::[0-9]+)?)>")]
    private static partial Regex Names();
}
