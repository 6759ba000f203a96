using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Scores;

/// <summary>The more of a pod's images a node has, by size, the better; an image that few nodes have counts less, so
/// that not all pods run after it.</summary>
internal static class ImageScores
{
    private const long Megabyte = 1024 * 1024;
    private const long Least = 23 * Megabyte;
    private const long MostOfContainer = 1000 * Megabyte;

    /// <summary>Null where no node has an image.</summary>
    public static long[]? Of(PodSpec pod, ClusterSnapshot cluster, IReadOnlyList<NodeInfo> nodes)
    {
        if (cluster.Images.IsEmpty)
        {
            return null;
        }

        string[] wanted = [.. pod.InitContainers.Concat(pod.Containers).Select(c => Normalised(c.Image))];
        return [.. nodes.Select(n => Score(Sum(wanted, cluster, n), wanted.Length))];
    }

    public static long Score(long sum, int containers)
    {
        var most = MostOfContainer * containers;
        return NodeScores.Most * (Math.Clamp(sum, Least, most) - Least) / (most - Least);
    }

    private static long Sum(string[] wanted, ClusterSnapshot cluster, NodeInfo node)
    {
        var sum = 0L;
        foreach (var name in wanted)
        {
            var size = node.Node.Images.FirstOrDefault(i => i.Name == name).Size;
            sum += (long)(size * ((double)cluster.Images.GetValueOrDefault(name) / cluster.Count));
        }

        return sum;
    }

    // An image without a tag is the latest.
    private static string Normalised(string image) =>
        image.LastIndexOf(':') <= image.LastIndexOf('/') ? $"{image}:latest" : image;
}
