using System.Security.Cryptography;
using Fairway.Kube;

namespace Fairway.Cli.Demo;

/// <summary>The demo on all clusters, a limited number at a time.</summary>
internal sealed class FleetRoll(Func<string, IKubeApi> open, TimeProvider time)
{
    private const int AtOnce = 32;

    /// <summary>Rolls every workload on every cluster; ends when all have ended, or at the deadline.</summary>
    public async Task<IReadOnlyList<RollResult>> RunAsync(
        IReadOnlyList<string> clusters, IRollProgress progress, CancellationToken deadline)
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        var results = new IReadOnlyList<RollResult>[clusters.Count];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForAsync(0, clusters.Count, limit, async (index, _) =>
        {
            var api = open(clusters[index]);
            using var owned = api as IDisposable;
            var environment = KubeEnvironment.Of(time, seed + index);
            results[index] = await new ClusterRoll(clusters[index], api, environment, progress).RunAsync(deadline);
        });
        return [.. results.SelectMany(result => result)];
    }
}
