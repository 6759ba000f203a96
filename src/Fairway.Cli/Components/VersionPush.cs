using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Charts;
using Fairway.Kube;

namespace Fairway.Cli.Components;

/// <summary>Brings a version to the meta cluster: its chart first, so that a version that is there has one.</summary>
internal sealed class VersionPush(IKubeApi meta)
{
    private static readonly KubeResource Components = FairwayResources.Of<Component>();
    private static readonly KubeResource Versions = FairwayResources.Of<ComponentVersion>();

    /// <summary>Pushes it. True where it is new; false where the same was there.</summary>
    /// <exception cref="CliFailure">There is no such component, its images are others, or the version is there with
    /// another content.</exception>
    public async Task<bool> PushAsync(PushedVersion version, CancellationToken cancel)
    {
        var component = await meta.FindAsync(
            Components, new ObjectKey(null, version.Component), ApiJson.Default.Component, cancel)
            ?? throw new CliFailure(
                $"there is no Component {version.Component}: create it first, it says where the images go")
            {
                ExitCode = ExitCodes.NotFound,
            };
        Check(component, version);
        if (version.Chart is not null)
        {
            await StoreAsync(version, cancel);
        }

        return await CreateAsync(version, cancel);
    }

    private static void Check(Component component, PushedVersion version)
    {
        var isPart = component.Spec.Type == ComponentType.ControlPlane;
        if (isPart != version.Chart is null)
        {
            throw Usage(isPart
                ? $"{version.Component} is a part of the control plane, and has no chart: leave it out"
                : $"{version.Component} is of type {component.Spec.Type}: name its chart, a folder or an archive");
        }

        var places = (component.Spec.Images ?? []).Select(place => place.Name).ToList();
        if (version.Images.Keys.Except(places, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            var known = places.Count == 0 ? "it has none" : $"it has {string.Join(", ", places)}";
            throw Usage($"Component {version.Component} has no image {unknown}: {known}");
        }

        if (places.Except(version.Images.Keys, StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw Usage(
                $"Component {version.Component} has an image {missing}: give it with --image {missing}=REFERENCE");
        }
    }

    private static CliFailure Usage(string message) => new(message) { ExitCode = ExitCodes.Usage };

    private static CliFailure Conflict(string message) => new(message) { ExitCode = ExitCodes.Conflict };

    private async Task StoreAsync(PushedVersion version, CancellationToken cancel)
    {
        var key = new ObjectKey(Labels.SystemNamespace, version.ConfigMap);
        try
        {
            await meta.CreateAsync(KubeResources.ConfigMaps, key.Namespace, version.ToConfigMap(), null, cancel);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            var stored = await meta.GetAsync(KubeResources.ConfigMaps, key, cancel);
            var text = stored.ReadNode()["binaryData"]?["chart.tgz"]?.GetValue<string>() ?? "";
            if (!Holds(text, version.Chart!))
            {
                throw Conflict($"ConfigMap {key} is there and holds another chart: delete it, and push again");
            }
        }
    }

    /// <summary>Archives of the same files may differ from one version of the packer to another; the files
    /// count.</summary>
    private static bool Holds(string archive, Chart chart)
    {
        try
        {
            var files = ChartArchive.Unpack("chart.tgz", Convert.FromBase64String(archive));
            return ChartArchive.Load(files).Digest.Equals(chart.Digest);
        }
        catch (Exception e) when (e is ChartException or FormatException)
        {
            return false;
        }
    }

    private async Task<bool> CreateAsync(PushedVersion version, CancellationToken cancel)
    {
        try
        {
            await meta.CreateAsync(Versions, null, version.ToVersion(), null, cancel);
            return true;
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            var stored = await meta.GetAsync(Versions, new ObjectKey(null, version.Name), cancel);
            return JsonNode.DeepEquals(stored.ReadNode()["spec"], version.Spec())
                ? false
                : throw Conflict(
                    $"version {version.Version} of {version.Component} is there with another content, and never "
                    + "changes: push this one under another version");
        }
    }
}
