using System.Diagnostics;
using Fairway.Kube;
using Fairway.Kube.Http;

namespace Fairway.Bench.Loads;

/// <summary>
/// What a busy cluster sees: of ten requests four patch, four get, one creates and one deletes what was created; each
/// client lists a page now and then.
/// </summary>
internal static class MixedLoad
{
    private const int ListEvery = 200;

    public static async Task<LoadResult> RunAsync(LoadJob job, LoadClients clients)
    {
        var start = Stopwatch.GetTimestamp();
        var delays = await Task.WhenAll(
            Enumerable.Range(0, job.Clients).Select(c => Task.Run(() => SendAsync(clients[c], job, c, start))));
        return RequestLoad.Result([.. delays.SelectMany(static d => d)], Stopwatch.GetElapsedTime(start), 0);
    }

    private static async Task<List<double>> SendAsync(HttpKubeApi api, LoadJob job, int client, long began)
    {
        var random = new Random(client);
        var delays = new List<double>();
        for (var i = 0; Stopwatch.GetElapsedTime(began).TotalSeconds < job.Seconds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await SendOneAsync(api, job, client, i, random);
            delays.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return delays;
    }

    private static Task SendOneAsync(HttpKubeApi api, LoadJob job, int client, int turn, Random random)
    {
        const int numbers = 10_000_000;
        var number = (client * numbers) + (turn / 10);
        return (turn % 10) switch
        {
            0 => RequestLoad.CreateAsync(api, job, number),
            9 => DeleteAsync(api, job, number),
            8 when turn % ListEvery == 8 => RequestLoad.ListOnceAsync(api, job),
            var rest when rest % 2 == 0 => RequestLoad.GetAsync(api, job, random),
            _ => RequestLoad.PatchAsync(api, job, random),
        };
    }

    private static async Task DeleteAsync(HttpKubeApi api, LoadJob job, int number)
    {
        var key = LoadObjects.Key(LoadObjects.Fresh, number);
        var path = LoadObjects.Resource(job.Resource).ObjectPath(key);
        var query = new KeyValuePair<string, string>[] { new("gracePeriodSeconds", "0") };
        var request = new KubeRequest { Method = "DELETE", Path = path, Query = query };
        var response = await api.SendAsync(request, CancellationToken.None);
        response.EnsureSuccess();
    }
}
