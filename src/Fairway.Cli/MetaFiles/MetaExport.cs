using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Schema.Yaml;

namespace Fairway.Cli.MetaFiles;

/// <summary>Writes what is declared into a folder. The same content gives the same files.</summary>
internal sealed class MetaExport(IKubeApi meta)
{
    /// <summary>Writes all, over what is there; gives the number of files.</summary>
    /// <exception cref="CliFailure">A chart is missing in the meta cluster.</exception>
    public async Task<int> WriteAsync(string folder, CancellationToken cancel)
    {
        var count = 0;
        foreach (var (name, resource) in MetaFolder.Kinds)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            var list = (await meta.ListAsync(resource, ListQuery.All, cancel)).ReadNode()["items"] as JsonArray ?? [];
            foreach (var item in list.OfType<JsonObject>())
            {
                var declared = MetaFolder.Declared(item, resource);
                var path = Path.Combine(folder, name, $"{declared["metadata"]!["name"]}{MetaFolder.Ending}");
                await File.WriteAllBytesAsync(path, YamlText.Write(declared), cancel);
                count += 1 + await ChartAsync(folder, declared, cancel);
            }
        }

        return count;
    }

    private async Task<int> ChartAsync(string folder, JsonObject declared, CancellationToken cancel)
    {
        if (declared["spec"]?["chart"]?["configMap"]?.GetValue<string>() is not { } map)
        {
            return 0;
        }

        var path = Path.Combine(folder, MetaFolder.Charts, $"{map}.tgz");
        if (File.Exists(path))
        {
            return 0;
        }

        var key = new ObjectKey(Labels.SystemNamespace, map);
        var stored = await meta.FindAsync(KubeResources.ConfigMaps, key, cancel);
        var text = stored?.ReadNode()["binaryData"]?["chart.tgz"]?.GetValue<string>()
            ?? throw new CliFailure(
                $"{declared["metadata"]!["name"]}: its chart, ConfigMap {key}, is not there: push the version again");
        Directory.CreateDirectory(Path.Combine(folder, MetaFolder.Charts));
        await File.WriteAllBytesAsync(path, Convert.FromBase64String(text), cancel);
        return 1;
    }
}
