using System.Diagnostics;
using Fairway.Kube;
using Fairway.Kube.Http;

namespace Fairway.Bench.Loads;

/// <summary>Clients that send one request after the other.</summary>
internal static class RequestLoad
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static long unique = Stopwatch.GetTimestamp();

    public static async Task<LoadResult> RunAsync(LoadJob job, LoadClients clients)
    {
        // Connections, and the server's reading of the token, are not what is measured.
        await Task.WhenAll(Enumerable.Range(0, job.Clients).Select(c => GetAsync(clients[c], job, new Random(c))));
        var start = Stopwatch.GetTimestamp();
        var delays = await SendAllAsync(job, clients);
        return Result(delays, Stopwatch.GetElapsedTime(start), 0);
    }

    /// <summary>All clients at once, each one request after the other; how long each took, in milliseconds.</summary>
    public static async Task<List<double>> SendAllAsync(LoadJob job, LoadClients clients)
    {
        var delays = await Task.WhenAll(
            Enumerable.Range(0, job.Clients).Select(c => Task.Run(() => SendAsync(clients[c], job, c))));
        return [.. delays.SelectMany(static d => d)];
    }

    public static async Task<LoadResult> ListAsync(LoadJob job, LoadClients clients)
    {
        var delays = new List<double>();
        var (bytes, begin) = (0L, Stopwatch.GetTimestamp());
        for (var i = 0; i < job.Each; i++)
        {
            var start = Stopwatch.GetTimestamp();
            bytes = await ListOnceAsync(clients[0], job);
            delays.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Result(delays, Stopwatch.GetElapsedTime(begin), bytes);
    }

    public static LoadResult Result(List<double> delays, TimeSpan elapsed, long bytes)
    {
        delays.Sort();
        double[] milliseconds = [Figure.At(delays, 0.5), Figure.At(delays, 0.99), delays[^1]];
        return new LoadResult(delays.Count, elapsed.TotalSeconds, milliseconds, bytes);
    }

    public static Task GetAsync(HttpKubeApi api, LoadJob job, Random random) =>
        api.GetAsync(LoadObjects.Resource(job.Resource), Any(job, random), None);

    public static Task PatchAsync(HttpKubeApi api, LoadJob job, Random random)
    {
        var patch = LoadObjects.Patch(Interlocked.Increment(ref unique));
        return api.MergePatchAsync(LoadObjects.Resource(job.Resource), Any(job, random), patch, null, None);
    }

    public static Task CreateAsync(HttpKubeApi api, LoadJob job, int number)
    {
        var key = LoadObjects.Key(LoadObjects.Fresh, number);
        var body = LoadObjects.Body(job.Resource, key, number);
        var resource = LoadObjects.Resource(job.Resource);
        return api.CreateAsync(resource, resource.Namespaced ? key.Namespace : null, body, null, None);
    }

    public static async Task<long> ListOnceAsync(HttpKubeApi api, LoadJob job)
    {
        var query = job.Limit is { } limit ? new KeyValuePair<string, string>[] { new("limit", $"{limit}") } : [];
        var path = LoadObjects.Resource(job.Resource).CollectionPath(LoadObjects.Existing);
        var request = new KubeRequest { Method = "GET", Path = path, Accept = job.Accept, Query = query };
        var response = await api.SendAsync(request, None);
        return response.EnsureSuccess().Body.Length;
    }

    private static async Task<List<double>> SendAsync(HttpKubeApi api, LoadJob job, int client)
    {
        var random = new Random(client);
        var delays = new List<double>(job.Each);
        for (var i = 0; i < job.Each; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await (job.Kind switch
            {
                "create" or "ready" => CreateAsync(api, job, (client * job.Each) + i),
                "patch" => PatchAsync(api, job, random),
                _ => GetAsync(api, job, random),
            });
            delays.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return delays;
    }

    private static ObjectKey Any(LoadJob job, Random random) =>
        LoadObjects.Key(LoadObjects.Existing, random.Next(job.Existing));
}
