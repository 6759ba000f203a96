using System.Globalization;
using System.Text;
using Fairway.Api.Components;
using Fairway.Charts;
using Fairway.Components.Packaging;

namespace Fairway.Bench.Releases.Fleets;

/// <summary>A component of a ConfigMap: all that a Release does, and no pods to wait for.</summary>
internal sealed class SmallChart
{
    private SmallChart(string name, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        Name = name;
        Digest = $"{ChartArchive.Load(files).Digest}";
        Archive = Convert.ToBase64String(ChartFiles.Pack(name, files));
    }

    public string Name { get; }

    public string Digest { get; }

    /// <summary>The packed chart, in base64.</summary>
    public string Archive { get; }

    /// <summary>The ConfigMap that holds it.</summary>
    public string ConfigMap => $"chart-{Name}";

    public static ComponentSpec Component => new()
    {
        Type = ComponentType.AddOn,
        Namespace = "addons",
        Images = [new ImagePlace { Name = "main", Path = "image", Form = ImageForm.Parts }],
    };

    public static SmallChart Make(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"small-{number:0000}");
        return new SmallChart(name, new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["Chart.yaml"] = Text($"apiVersion: v2\nname: {name}\nversion: 1.0.0\n"),
            ["values.yaml"] = Text("""
                image:
                  registry: registry.example
                  repository: team/small
                  tag: "1.0.0"
                """),
            ["templates/all.yaml"] = Text("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Chart.Name }}
                data:
                  image: "{{ .Values.image.registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}"
                """),
        });
    }

    public ComponentVersionSpec Version(string version) => new()
    {
        Component = Name,
        Version = version,
        Chart = new ChartReference { Digest = Digest, ConfigMap = ConfigMap },
        Images = new Dictionary<string, string> { ["main"] = $"registry.example/team/small:{version}" },
    };

    private static ReadOnlyMemory<byte> Text(string text) => Encoding.UTF8.GetBytes(text);
}
