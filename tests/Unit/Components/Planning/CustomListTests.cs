using System.Text;
using System.Text.Json.Nodes;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Merge.Values;
using Xunit;

namespace Fairway.Tests.Components.Planning;

/// <summary>Lists of custom kinds are told apart as their definitions say: by key, as sets, or as a whole.</summary>
public sealed class CustomListTests
{
    private const string Path = "/apis/example.io/v1/namespaces/cache/things/thing";
    private static readonly KubeResource Things = new("example.io", "v1", "things", "Thing", Namespaced: true);

    [Fact]
    public void What_others_add_to_keyed_lists_and_sets_stays_and_lists_of_one_owner_are_replaced() => ChartScene.Run(
        async scene =>
        {
            await scene.CarryAsync(
                await OrderAsync(scene, "1", "{filters: [{name: a, to: x}, {name: b}], tags: [r, s], order: [1, 2]}"));
            await OthersAsync(
                scene,
                """
                [{"op":"add","path":"/spec/filters/-","value":{"name":"others"}},
                 {"op":"add","path":"/spec/tags/-","value":"others"},
                 {"op":"add","path":"/spec/order/-","value":3}]
                """);

            var order = await OrderAsync(scene, "2", "{filters: [{name: a, to: w}], tags: [s], order: [2]}");

            Assert.Equal(
                [
                    "spec.filters[name=a].to: \"x\" -> \"w\"",
                    "spec.filters[name=b]: {\"mode\":\"fast\",\"name\":\"b\"} -> none",
                    "spec.order: [1,2,3] -> [2]",
                    "spec.tags[=r]: \"r\" -> none",
                ],
                await ChangesAsync(scene, order));
            await scene.CarryAsync(order);
            Assert.Equal(
                "{'filters':[{'mode':'fast','name':'a','to':'w'},{'mode':'fast','name':'others'}],"
                    + "'order':[2],'tags':['s','others']}",
                CanonicalJson.Text((await scene.Cluster.GetAsync(Path))["spec"]!).Replace('"', '\''));
            Assert.True((await scene.Chart.PlanAsync(order, default)).IsEmpty);
        });

    [Fact]
    public void Defaults_of_a_definition_and_the_order_of_keys_are_no_drift() => ChartScene.Run(async scene =>
    {
        var order = await OrderAsync(scene, "1", "{filters: [{name: a}, {name: b}], tags: [r, s], order: []}");
        await scene.CarryAsync(order);
        Assert.Equal("fast", (string?)(await scene.Cluster.GetAsync(Path))["spec"]!["filters"]![0]!["mode"]);

        await OthersAsync(scene, """[{"op":"replace","path":"/spec/filters","value":[{"name":"b"},{"name":"a"}]}]""");

        Assert.Empty(await ChangesAsync(scene, order));
    });

    [Fact]
    public void The_definition_of_the_target_says_how_its_own_objects_are_compared() => ChartScene.Run(async scene =>
    {
        const string spec = "{filters: [{name: a}], tags: [r], order: [1]}";
        var whole = await OrderAsync(scene, "1", spec);
        await scene.CarryAsync(whole);
        await OthersAsync(scene, """[{"op":"add","path":"/spec/order/-","value":3}]""");
        Assert.Equal(["spec.order: [1,3] -> [1]"], await ChangesAsync(scene, whole));

        var asSet = await OrderAsync(scene, "2", spec, "set");

        Assert.Empty(await ChangesAsync(scene, asSet));
    });

    /// <summary>Changes of the object, not of its definition.</summary>
    private static async Task<IEnumerable<string>> ChangesAsync(ChartScene scene, ChangeOrder order) =>
        (await scene.Chart.PlanAsync(order, default)).Changes
            .Where(change => change.Object == "Thing cache/thing")
            .Select(change => $"{change.Path}: {change.Before} -> {change.After ?? "none"}")
            .Order(StringComparer.Ordinal);

    private static Task OthersAsync(ChartScene scene, string operations) => scene.Cluster.Api.JsonPatchAsync(
        Things,
        new ObjectKey("cache", "thing"),
        JsonNode.Parse(operations)!.AsArray(),
        new() { FieldManager = "others" },
        default);

    private static async Task<ChangeOrder> OrderAsync(
        ChartScene scene, string tag, string spec, string type = "atomic")
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)
        {
            ["Chart.yaml"] = Encoding.UTF8.GetBytes("apiVersion: v2\nname: things\nversion: 1.0.0\n"),
            ["crds/things.yaml"] = Encoding.UTF8.GetBytes(Definition(type)),
            ["templates/thing.yaml"] = Encoding.UTF8.GetBytes(
                $"apiVersion: example.io/v1\nkind: Thing\nmetadata: {{name: thing}}\nspec: {spec}\n"),
        };
        await scene.PushAsync(files);
        return await scene.OrderAsync(tag);
    }

    private static string Definition(string type) => $$$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: things.example.io}
        spec:
          group: example.io
          scope: Namespaced
          names: {plural: things, singular: thing, kind: Thing, listKind: ThingList}
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      filters:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [name]
                        items:
                          type: object
                          required: [name]
                          properties:
                            name: {type: string}
                            to: {type: string}
                            mode: {type: string, default: fast}
                      tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
                      order: {type: array, x-kubernetes-list-type: {{{type}}}, items: {type: integer}}
        """;
}
