namespace Fairway.Cli.Fleets;

/// <summary>A source of chance for each cluster: with one seed the same ones, whichever starts first.</summary>
internal sealed class FleetRandom(int seed)
{
    /// <summary>FNV-1a over the id, on top of the seed: string.GetHashCode differs from process to process.</summary>
    public Random For(string clusterId) => new(SeedOf(clusterId));

    /// <summary>The seed of a cluster.</summary>
    public int SeedOf(string clusterId)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var character in clusterId)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return (int)(hash & int.MaxValue);
    }
}
