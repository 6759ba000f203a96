using System.Collections.Concurrent;

namespace Fairway.Conformance.Transcripts;

/// <summary>Replays many scenarios side by side over one server.</summary>
internal sealed class ReplayRun(ApiServer server, ReplaySettings settings, TimeProvider time)
{
    /// <summary>Four digits of a namespace's name come from the time, so that runs do not meet on one server.</summary>
    private const int Run = 36 * 36 * 36 * 36;

    /// <summary>
    /// Runs the scenarios, <paramref name="workers"/> at a time, and hands over each result from whichever worker has
    /// it.
    /// </summary>
    public async Task RunAsync(
        IReadOnlyList<Scenario> scenarios,
        int workers,
        Action<ScenarioResult> done,
        CancellationToken cancel
    )
    {
        var replayer = new Replayer(server, settings, time);
        var prefix = $"{settings.NamePrefix}{Digits(time.GetUtcNow().ToUnixTimeSeconds() % Run, 4)}";
        var waiting = new ConcurrentQueue<(Scenario Scenario, int First)>();
        var next = 0;
        foreach (var scenario in scenarios)
        {
            waiting.Enqueue((scenario, next));
            next += scenario.Namespaces.Count;
        }

        async Task WorkAsync()
        {
            while (waiting.TryDequeue(out var item))
            {
                var names = Enumerable
                    .Range(item.First, item.Scenario.Namespaces.Count)
                    .Select(n => prefix + Digits(n, 3));
                done(await replayer.RunAsync(item.Scenario, [.. names], cancel));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync()));
    }

    /// <summary>Base 36 with leading zeros: names of one scenario sort as its placeholders do.</summary>
    private static string Digits(long number, int width)
    {
        const string alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
        var digits = new char[width];
        for (var index = width - 1; index >= 0; index--)
        {
            digits[index] = alphabet[(int)(number % alphabet.Length)];
            number /= alphabet.Length;
        }

        return new string(digits);
    }
}
