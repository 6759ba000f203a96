using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Charts;
using Fairway.Cli.Fleets;
using Fairway.Components.Composition;
using Fairway.Delivery.Changes;
using Fairway.Schema.Yaml;

namespace Fairway.Tests.Components.Samples;

/// <summary>The demo fleet below <c>samples/</c>: profiles, components, their meta-configs, charts and
/// versions.</summary>
internal sealed partial class SampleFleet
{
    private readonly Dictionary<string, Chart> charts;
    private readonly IReadOnlyList<JsonObject> documents;
    private readonly IReadOnlyDictionary<string, ComponentVersion> versions;

    private SampleFleet(string folder)
    {
        documents = [.. Files(Path.Combine(folder, "components")).SelectMany(Documents)];
        Components = [.. Of("Component").Select(item => item.Deserialize(ApiJson.Default.Component)!)];
        MetaConfigs = [.. Of("MetaConfig").Select(item => item.Deserialize(ApiJson.Default.MetaConfig)!)];
        charts = Components.ToDictionary(
            component => component.Metadata.Name,
            component => Load(Path.Combine(folder, "charts", component.Metadata.Name)));
        versions = File.ReadLines(Path.Combine(folder, "versions.tsv")).Where(line => !line.StartsWith('#'))
            .Select(line => Version(line.Split('\t'))).ToDictionary(version => version.Spec.Component);
        Clusters = [.. Files(Path.Combine(folder, "profiles")).SelectMany(ProfileFile.Read).Select(Of)];
        ChartFolders = [.. Directory.EnumerateDirectories(Path.Combine(folder, "charts"))
            .Select(found => Path.GetFileName(found)).Order(StringComparer.Ordinal)];
    }

    /// <summary>All components, by name of their files.</summary>
    public ImmutableArray<Component> Components { get; }

    public ImmutableArray<MetaConfig> MetaConfigs { get; }

    /// <summary>The clusters of all profiles.</summary>
    public ImmutableArray<Cluster> Clusters { get; }

    /// <summary>Names of the folders with charts.</summary>
    public ImmutableArray<string> ChartFolders { get; }

    /// <summary>Names of the components that versions are of.</summary>
    public IEnumerable<string> Versions => versions.Keys.Order(StringComparer.Ordinal);

    public static SampleFleet Read() => new(Path.Combine(Root(), "samples"));

    public Chart ChartOf(string component) => charts[component];

    /// <summary>The components that are for a cluster.</summary>
    public IEnumerable<Component> For(Cluster cluster) =>
        Components.Where(component => component.Spec.AppliesTo?.Matches(cluster.Metadata.Labels) != false);

    public ChangeRequest Request(Component component, Cluster cluster) =>
        new(cluster, component, versions[component.Metadata.Name], MetaConfigs);

    /// <summary>What the chart gets for a cluster.</summary>
    public EffectiveValues Values(Component component, Cluster cluster) =>
        ValueComposer.Compose(Request(component, cluster), ChartOf(component.Metadata.Name).HasValue, Secrets());

    private static Cluster Of(FleetMember member) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = Cluster.FixedName,
            Namespace = member.Id,
            Labels = new Dictionary<string, string>(member.Labels),
        },
    };

    private static ComponentVersion Version(string[] cells) => new()
    {
        Metadata = new ObjectMeta { Name = ComponentVersion.NameOf(cells[0], cells[1]) },
        Spec = new ComponentVersionSpec
        {
            Component = cells[0],
            Version = cells[1],
            Images = cells[2] == "-" ? null : cells[2].Split(',').Select(image => image.Split('=', 2))
                .ToDictionary(image => image[0], image => image[1]),
        },
    };

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal);

    private static IEnumerable<JsonObject> Documents(string file) => Separator().Split(File.ReadAllText(file))
        .Select(text => YamlReader.Read(text, YamlReadOptions.File)).OfType<JsonObject>();

    private static Chart Load(string folder) => ChartArchive.Load(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file).Replace('\\', '/'),
            file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file)));

    private static string Root()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Fairway.slnx")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        return root;
    }

    private IEnumerable<JsonObject> Of(string kind) => documents.Where(item => (string?)item["kind"] == kind);

    private SecretValues Secrets() => new(
        (from secret in Of("Secret")
         from entry in (JsonObject)secret["stringData"]!
         select (Name: (string)secret["metadata"]!["name"]!, entry.Key, Text: (string)entry.Value!))
        .ToImmutableDictionary(found => (found.Name, found.Key), found => new SecretText(found.Text, "hash")));

    [GeneratedRegex("^---$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
