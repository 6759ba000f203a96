using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Charts;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Schema.Yaml;

namespace Fairway.Cli.MetaFiles;

/// <summary>Brings what a folder declares to the meta cluster, as kubectl apply --server-side would; charts are checked
/// against the digests of their versions first.</summary>
/// <param name="meta">The meta cluster.</param>
/// <param name="tell">Takes a line for each object.</param>
internal sealed class MetaImport(IKubeApi meta, Action<string> tell)
{
    private static readonly WriteOptions AsImport = new() { FieldManager = "fairway-meta-import", Force = true };
    private static readonly KubeResource Versions = FairwayResources.Of<ComponentVersion>();

    /// <summary>Brings all of it.</summary>
    /// <exception cref="CliFailure">A file is none of these objects, a chart is missing or another, or a version is
    /// there with another content.</exception>
    public async Task ReadAsync(string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            throw new CliFailure($"there is no folder {folder}") { ExitCode = ExitCodes.Usage };
        }

        var items = MetaFolder.Kinds.SelectMany(kind => Files(folder, kind.Folder)
            .Select(file => (File: file, kind.Resource, Object: Read(file, kind.Resource)))).ToList();
        foreach (var item in items.Where(item => item.Resource == Versions))
        {
            CheckChart(folder, item.File, item.Object);
        }

        foreach (var item in items)
        {
            if (item.Resource == Versions)
            {
                await VersionAsync(folder, item.Object, cancel);
            }
            else
            {
                await ApplyAsync(item.Resource, item.Object, cancel);
            }
        }
    }

    private static IEnumerable<string> Files(string folder, string kind)
    {
        var path = Path.Combine(folder, kind);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, $"*{MetaFolder.Ending}").Order(StringComparer.Ordinal)
            : [];
    }

    private static JsonObject Read(string file, KubeResource resource)
    {
        try
        {
            var item = YamlReader.ReadObject(File.ReadAllBytes(file));
            return (string?)item["kind"] == resource.Kind && (string?)item["apiVersion"] == resource.ApiVersion
                && item["metadata"]?["name"] is JsonValue
                    ? MetaFolder.Declared(item, resource)
                    : throw Bad(file, $"is no {resource.Kind} of {resource.ApiVersion} with a name");
        }
        catch (Exception e) when (e is YamlFormatException or InvalidOperationException)
        {
            throw Bad(file, e.Message);
        }
    }

    private static CliFailure Bad(string file, string what) => new($"{file}: {what}") { ExitCode = ExitCodes.Usage };

    private static string ChartPath(string folder, JsonObject version) =>
        Path.Combine(folder, MetaFolder.Charts, $"{version["spec"]?["chart"]?["configMap"]}.tgz");

    private static void CheckChart(string folder, string file, JsonObject version)
    {
        if (version["spec"]?["chart"] is not JsonObject reference)
        {
            return;
        }

        var path = ChartPath(folder, version);
        if (!File.Exists(path))
        {
            throw Bad(file, $"its chart {path} is missing");
        }

        try
        {
            var chart = ChartArchive.Load(ChartArchive.Unpack(path, File.ReadAllBytes(path)));
            if ($"{chart.Digest}" != $"{reference["digest"]}")
            {
                throw Bad(path, $"is the chart {chart.Digest}, and {file} names {reference["digest"]}");
            }
        }
        catch (ChartException e)
        {
            throw Bad(path, e.Message);
        }
    }

    private async Task ApplyAsync(KubeResource resource, JsonObject item, CancellationToken cancel)
    {
        var key = new ObjectKey(null, item["metadata"]!["name"]!.GetValue<string>());
        var before = await meta.FindAsync(resource, key, cancel);
        var after = await meta.ApplyAsync(resource, key, item, AsImport, cancel);
        var was = before?.ReadNode()["metadata"]?["generation"]?.ToJsonString();
        Tell(resource, key, was is null ? "created"
            : was == after.ReadNode()["metadata"]?["generation"]?.ToJsonString() ? "unchanged" : "configured");
    }

    private async Task VersionAsync(string folder, JsonObject item, CancellationToken cancel)
    {
        var key = new ObjectKey(null, item["metadata"]!["name"]!.GetValue<string>());
        if (item["spec"]?["chart"] is JsonObject reference)
        {
            var content = await File.ReadAllBytesAsync(ChartPath(folder, item), cancel);
            await StoreAsync($"{reference["configMap"]}", $"{item["spec"]!["component"]}", content, cancel);
        }

        try
        {
            await meta.CreateAsync(Versions, null, item, null, cancel);
            Tell(Versions, key, "created");
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            var stored = await meta.GetAsync(Versions, key, cancel);
            if (!JsonNode.DeepEquals(stored.ReadNode()["spec"], item["spec"]))
            {
                throw new CliFailure($"version {key.Name} is there with another content, and never changes", e)
                {
                    ExitCode = ExitCodes.Conflict,
                };
            }

            Tell(Versions, key, "unchanged");
        }
    }

    private async Task StoreAsync(string name, string component, byte[] content, CancellationToken cancel)
    {
        var map = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = Labels.SystemNamespace,
                ["labels"] = new JsonObject { [Labels.Component] = component },
            },
            ["immutable"] = true,
            ["binaryData"] = new JsonObject { ["chart.tgz"] = Convert.ToBase64String(content) },
        };
        try
        {
            await meta.CreateAsync(KubeResources.ConfigMaps, Labels.SystemNamespace, map, null, cancel);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // Named by its content; the manager compares the digest whenever it reads it.
        }
    }

    private void Tell(KubeResource resource, ObjectKey key, string what) =>
        tell($"{resource.Kind.ToLowerInvariant()}/{key.Name} {what}");
}
