using System.Text.Json.Serialization.Metadata;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Charts;
using Fairway.Cli.Components;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Cli.Demo;

/// <summary>Brings to the meta cluster what a Release needs: components, values, pipelines; and pushes versions as
/// <c>fairway component push</c> does.</summary>
internal sealed class DemoCatalogue(IKubeApi meta)
{
    /// <summary>Creates everything of the story but its Releases.</summary>
    public async Task PushAsync(DemoStory story, CancellationToken cancel)
    {
        await CreateAsync(DemoObjects.Install, ApiJson.Default.ReleasePipeline, cancel);
        await CreateAsync(DemoObjects.Careful, ApiJson.Default.ReleasePipeline, cancel);
        await CreateAsync(DemoObjects.OfficeHours, ApiJson.Default.ReleaseWindow, cancel);
        foreach (var component in story.Components)
        {
            await CreateAsync(DemoObjects.ComponentOf(component), ApiJson.Default.Component, cancel);
            await CreateAsync(DemoObjects.ConfigOf(component), ApiJson.Default.MetaConfig, cancel);
        }

        var push = new VersionPush(meta);
        foreach (var version in story.Versions)
        {
            await push.PushAsync(Packed(version), cancel);
        }
    }

    /// <summary>Creates the Release of an act: from then on all goes by itself.</summary>
    public Task ReleaseAsync(DemoAct act, CancellationToken cancel) =>
        CreateAsync(DemoObjects.ReleaseOf(act), ApiJson.Default.Release, cancel);

    private static PushedVersion Packed(DemoVersion version)
    {
        var component = version.Component;
        var files = DemoSamples.Chart(component.Name);
        var (chart, archive) = PushedVersion.Pack(component.Name, ChartArchive.Load(files), files);
        var images = new Dictionary<string, string> { [component.ImageName] = component.ImageOf(version.Version) };
        return new PushedVersion(component.Name, version.Version, images, chart, archive);
    }

    private Task CreateAsync<T>(T item, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : FairwayObject =>
        meta.CreateAsync(FairwayResources.Of<T>(), null, KubeBody.Of(item, type), null, cancel);
}
