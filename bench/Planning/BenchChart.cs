using System.Text;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Bench.Programs;
using Fairway.Charts;
using Fairway.Components.Packaging;

namespace Fairway.Bench.Planning;

/// <summary>A component of the bench: a sample chart under another name, with a text of its own, so that it is another
/// chart.</summary>
internal sealed class BenchChart
{
    /// <summary>The version that clusters have.</summary>
    public const string Old = "1.0.0";

    /// <summary>The version that comes.</summary>
    public const string New = "1.0.1";

    // No two components may make the same object: of these all are named by the release. They draw nothing.
    private static readonly string[] Samples =
    [
        "coredns", "descheduler", "event-exporter", "gpu-device-plugin", "kube-proxy", "log-agent", "node-metrics",
        "node-problem-detector", "registry-cache", "time-sync", "vpc-net", "cluster-autoscaler",
    ];

    private readonly string image;

    private BenchChart(string name, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        Name = name;
        Chart = ChartArchive.Load(files);
        Archive = Convert.ToBase64String(ChartFiles.Pack(name, files));
        var parts = Chart.ReadValues()["image"]!;
        image = $"{parts["registry"]}/{parts["repository"]}";
        Component = new Component
        {
            Metadata = new ObjectMeta { Name = name },
            Spec = new ComponentSpec
            {
                Type = ComponentType.AddOn,
                Namespace = $"ns-{name}",
                Images = [new ImagePlace { Name = "main", Path = "image", Form = ImageForm.Parts }],
            },
        };
    }

    public string Name { get; }

    public Chart Chart { get; }

    public Component Component { get; }

    /// <summary>The packed chart, in base64.</summary>
    public string Archive { get; }

    /// <summary>The ConfigMap that holds it.</summary>
    public string ConfigMap => $"chart-{Name}";

    public static IReadOnlyList<BenchChart> Make(int count)
    {
        var folders = Samples.Select(sample => Path.Combine(RepositoryRoot.Find(), "samples", "charts", sample))
            .Select(Files).ToList();
        return [.. Enumerable.Range(0, count).Select(number =>
        {
            var sample = number % Samples.Length;
            var files = new Dictionary<string, ReadOnlyMemory<byte>>(folders[sample])
            {
                ["number.txt"] = Encoding.UTF8.GetBytes($"{number}"),
            };
            return new BenchChart($"{Samples[sample]}-{number:000}", files);
        })];
    }

    public ComponentVersion Version(string version) => new()
    {
        Metadata = new ObjectMeta { Name = ComponentVersion.NameOf(Name, version) },
        Spec = new ComponentVersionSpec
        {
            Component = Name,
            Version = version,
            Chart = new ChartReference { Digest = $"{Chart.Digest}", ConfigMap = ConfigMap },
            Images = new Dictionary<string, string> { ["main"] = $"{image}:{version}" },
        },
    };

    private static Dictionary<string, ReadOnlyMemory<byte>> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file).Replace('\\', '/'),
            file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file));
}
