using System.Text.Json.Nodes;
using Fairway.Conformance.Transcripts.Comparing;

namespace Fairway.Conformance.Transcripts;

/// <summary>Sends the steps of one scenario to a server and holds its answers against the recorded ones.</summary>
internal sealed class Replayer(ApiServer server, ReplaySettings settings, TimeProvider time)
{
    /// <summary>Runs every step, whatever happens in those before, and then the cleanup.</summary>
    /// <param name="names">A name for each namespace of the scenario; a DNS label of fewer than 12 characters.</param>
    public async Task<ScenarioResult> RunAsync(Scenario scenario, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var bindings = new Bindings();
        foreach (var (placeholder, name) in scenario.Namespaces.Zip(names))
        {
            bindings.Learn(placeholder[1..^1], name);
        }

        var results = new List<StepResult>();
        using var run = new ScenarioRun(server, settings, time, new AnswerComparer(scenario, bindings), bindings);
        foreach (var step in scenario.Steps.Where(step => step.Kind != "cleanup"))
        {
            results.Add(new StepResult(step, await run.RunStepAsync(step, cancel)));
        }

        foreach (var step in scenario.Steps.Where(step => step.Kind == "cleanup"))
        {
            await run.CleanUpAsync(step, cancel);
        }

        return new ScenarioResult(scenario, results);
    }
}
