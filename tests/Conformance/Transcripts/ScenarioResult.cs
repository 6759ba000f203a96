using System.Text;

namespace Fairway.Conformance.Transcripts;

/// <summary>How a server did in one scenario.</summary>
internal sealed record ScenarioResult(Scenario Scenario, IReadOnlyList<StepResult> Steps)
{
    public bool IsEqual => Steps.All(step => step.IsEqual);

    /// <summary>
    /// The steps that differ, each with its request and at most <paramref name="differences"/> differences.
    /// </summary>
    public string Describe(int differences)
    {
        var text = new StringBuilder();
        foreach (var (step, found) in Steps.Where(result => !result.IsEqual))
        {
            text.Append($"{Scenario.Title} step {step.Number} ({step.Kind}");
            text.Append(
                step.Request is { } request ? $" {request.Method} {request.Path}{Query(request)})" : $" {step.Watch})"
            );
            text.AppendLine(step.Note is null ? "" : $": {step.Note}");
            foreach (var difference in found.Take(differences))
            {
                text.AppendLine($"    {difference.Path}");
                text.AppendLine($"      expected {difference.Expected}");
                text.AppendLine($"      got      {difference.Actual}");
            }

            if (found.Count > differences)
            {
                text.AppendLine($"    and {found.Count - differences} more");
            }
        }

        return text.ToString();
    }

    private static string Query(RecordedRequest request) =>
        request.Query.Count == 0
            ? ""
            : "?" + string.Join('&', request.Query.Select(pair => $"{pair.Key}={pair.Value}"));
}
