using System.Text.Json;

namespace Fairway.Bench.Loads;

/// <summary>The other end of <see cref="LoadProcess"/>: a job a line, until the input ends.</summary>
internal static class LoadLoop
{
    public static async Task RunAsync(TextReader jobs, TextWriter results)
    {
        while (await jobs.ReadLineAsync() is { } line)
        {
            var job = JsonSerializer.Deserialize<LoadJob>(line)!;
            var before = Environment.CpuUsage.TotalTime;
            using var clients = new LoadClients(job);
            var result = job.Kind switch
            {
                "watch" => await WatchLoad.RunAsync(job, clients, () => TellAsync(results, "ready")),
                "list" => await RequestLoad.ListAsync(job, clients),
                "ready" => await ReadyLoad.RunAsync(job, clients),
                "mixed" => await MixedLoad.RunAsync(job, clients),
                _ => await RequestLoad.RunAsync(job, clients),
            };
            var busy = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            await TellAsync(results, JsonSerializer.Serialize(result with { ClientBusy = busy }));
        }
    }

    private static async Task TellAsync(TextWriter results, string line)
    {
        await results.WriteLineAsync(line);
        await results.FlushAsync();
    }
}
