using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Delivery.Changes;
using Xunit;

namespace Fairway.Tests.Components.Surveys;

/// <summary>A plan that is made of what clusters share is the plan that is made for each by itself.</summary>
public sealed class ChartSurveyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void A_survey_finds_what_the_kind_itself_finds(int components) => ChartScene.Run(async scene =>
    {
        var first = await scene.OrderAsync("1");
        await EqualAsync(scene, "1", components);

        await scene.CarryAsync(first);
        await EqualAsync(scene, "1", components);
        await EqualAsync(scene, "2", components);

        scene.Configure("""{"replicas": 2}""");
        const string Set = "/apis/apps/v1/namespaces/cache/statefulsets/registry-cache";
        await scene.Cluster.PatchAsync(Set, """{"spec":{"template":{"metadata":{"labels":{"by":"hand"}}}}}""");
        await scene.Cluster.PatchAsync(
            "/api/v1/namespaces/cache/services/registry-cache",
            """{"metadata":{"labels":{"fairway.dev/component":null}},"spec":{"sessionAffinity":"ClientIP"}}""");
        await scene.Cluster.DeleteAsync("/api/v1/namespaces/cache/configmaps/registry-cache");
        await EqualAsync(scene, "1", components);
        await EqualAsync(scene, "2", components);
    });

    [Fact]
    public void Clusters_that_a_chart_cannot_tell_apart_share_a_target() => ChartScene.Run(async scene =>
    {
        await scene.PushAsync(Files("region: {{ .Values.fairway.region }}, replicas: {{ .Values.replicas | quote }}"));
        scene.Configs.Add(new MetaConfig
        {
            Metadata = new ObjectMeta { Name = "own" },
            Spec = new MetaConfigSpec
            {
                Component = "registry-cache",
                Cluster = "c4",
                Values = new JsonObject { ["replicas"] = 2 },
            },
        });
        var survey = scene.Chart.Survey();

        var one = await PinAsync(scene, survey, "c1", "north");
        var other = await PinAsync(scene, survey, "c2", "north");
        var elsewhere = await PinAsync(scene, survey, "c3", "south");
        var own = await PinAsync(scene, survey, "c4", "north");

        Assert.Equal(one, other);
        Assert.Equal(one.ValuesDigest, elsewhere.ValuesDigest);
        Assert.NotEqual(one.ValuesDigest, own.ValuesDigest);
        Assert.Equal(3, new[] { one, elsewhere, own }.Select(pinned => pinned.TargetDigest).Distinct().Count());
        Assert.Equal(elsewhere, await PinAsync(scene, scene.Chart.Survey(), "c3", "south"));
        Assert.Equal(elsewhere, await scene.Chart.PinAsync(Request(scene, "c3", "south"), default));
    });

    [Theory]
    [InlineData("id: {{ .Values.fairway.clusterId }}")]
    [InlineData("all: {{ .Values | toJson | sha256sum }}")]
    [InlineData("password: {{ randAlphaNum 20 }}")]
    public void What_is_one_clusters_alone_is_shared_with_nobody(string data) => ChartScene.Run(async scene =>
    {
        await scene.PushAsync(Files(data));
        var survey = scene.Chart.Survey();

        var one = await PinAsync(scene, survey, "c1", "north");
        var other = await PinAsync(scene, survey, "c2", "north");

        Assert.NotEqual(one.TargetDigest, other.TargetDigest);
        Assert.Equal(one.ValuesDigest, other.ValuesDigest);
        Assert.Equal(one, await scene.Chart.PinAsync(Request(scene, "c1", "north"), default));
        Assert.Equal(other, await scene.Chart.PinAsync(Request(scene, "c2", "north"), default));
    });

    [Fact]
    public void A_target_is_made_anew_where_the_component_says_something_else() => ChartScene.Run(async scene =>
    {
        var survey = scene.Chart.Survey();
        var here = await survey.OpenAsync("c1", 1, default);
        var request = Request(scene, "c1", "north");
        var other = request with
        {
            Component = request.Component with
            {
                Spec = request.Component.Spec with { DeletionBudget = new DeletionBudget { Objects = 1 } },
            },
        };

        Assert.NotEqual(
            (await here.PinAsync(request, default)).TargetDigest, (await here.PinAsync(other, default)).TargetDigest);
    });

    [Fact]
    public void Much_is_read_by_lists_and_little_by_name() => ChartScene.Run(async scene =>
    {
        await scene.CarryAsync(await scene.OrderAsync("1"));

        const string List = "/apis/apps/v1/statefulsets";
        Assert.Contains(List, await RequestsAsync(scene, 50));
        Assert.DoesNotContain(List, await RequestsAsync(scene, 1));
    });

    private static async Task<IReadOnlyList<string>> RequestsAsync(ChartScene scene, int components)
    {
        var here = await scene.Chart.Survey().OpenAsync("c1", components, default);
        var order = await scene.OrderAsync("1");
        var paths = new List<string>();
        scene.Cluster.Api.Refuses = request =>
        {
            paths.Add(request.Path);
            return null;
        };
        await here.PlanAsync(order, default);
        scene.Cluster.Api.Refuses = static _ => null;
        return paths;
    }

    private static SortedDictionary<string, ReadOnlyMemory<byte>> Files(string data)
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (path, text) in new[]
        {
            ("Chart.yaml", "apiVersion: v2\nname: telling\nversion: 1.0.0\n"),
            ("values.yaml", "replicas: 1\n"),
            ("templates/x.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: x}}\ndata: {{{data}}}\n"),
        })
        {
            files[path] = Encoding.UTF8.GetBytes(text);
        }

        return files;
    }

    private static async Task EqualAsync(ChartScene scene, string tag, int components)
    {
        var order = await scene.OrderAsync(tag);
        var here = await scene.Chart.Survey().OpenAsync("c1", components, default);

        Assert.Equal(order.Target, await here.PinAsync(scene.Request(tag), default));
        Assert.Equal(Text(await scene.PlanAsync(order)), Text(await here.PlanAsync(order, default)));
    }

    private static string Text(ChangePlan plan) => JsonSerializer.Serialize(plan);

    private static async Task<PinnedChange> PinAsync(
        ChartScene scene, IChangeSurvey survey, string cluster, string region) =>
        await (await survey.OpenAsync(cluster, 1, default)).PinAsync(Request(scene, cluster, region), default);

    private static ChangeRequest Request(ChartScene scene, string cluster, string region) => scene.Request("1") with
    {
        Cluster = new Cluster
        {
            Metadata = new ObjectMeta
            {
                Name = Cluster.FixedName,
                Namespace = cluster,
                Labels = new Dictionary<string, string> { [Labels.Region] = region },
            },
        },
    };
}
