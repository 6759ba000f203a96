using System.Text.Json.Nodes;

namespace Fairway.Tests.Twin.Api.Custom;

/// <summary>An API with one definition: widgets.example.com, in namespaces, with a status and a scale.</summary>
internal static class WidgetClient
{
    public const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    public const string Widgets = "/apis/example.com/v1/namespaces/a/widgets";

    public const string Schema = """
        {"type":"object","required":["spec"],"properties":{
          "spec":{"type":"object","properties":{
            "replicas":{"type":"integer","minimum":0,"default":1},
            "colour":{"type":"string","enum":["red","blue"]},
            "ports":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
              "items":{"type":"object","required":["name"],"properties":{
                "name":{"type":"string"},"port":{"type":"integer"}}}}}},
          "status":{"type":"object","properties":{
            "replicas":{"type":"integer"},"selector":{"type":"string"},
            "conditions":{"type":"array","items":{"type":"object","properties":{
              "type":{"type":"string"},"status":{"type":"string"}}}}}}}}
        """;

    /// <summary>A client whose API serves widgets, with the namespace a.</summary>
    public static async Task<TwinClient> OpenAsync()
    {
        var client = new TwinClient();
        await client.NamespaceAsync("a");
        await client.OkAsync("POST", Definitions, Definition().ToJsonString());
        return client;
    }

    /// <summary>The definition, to be changed by a test.</summary>
    public static JsonObject Definition(string schema = Schema) => TwinClient.Json($$$"""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
         "metadata":{"name":"widgets.example.com"},
         "spec":{"group":"example.com","scope":"Namespaced",
          "names":{"plural":"widgets","kind":"Widget","shortNames":["wi"],"categories":["all"]},
          "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{{{schema}}}},
            "subresources":{"status":{},"scale":{"specReplicasPath":".spec.replicas",
              "statusReplicasPath":".status.replicas","labelSelectorPath":".status.selector"}},
            "additionalPrinterColumns":[
              {"name":"Ready","type":"string","jsonPath":".status.conditions[?(@.type==\"Ready\")].status"},
              {"name":"Replicas","type":"integer","jsonPath":".spec.replicas"}]}]}}
        """);

    /// <summary>A widget of that name.</summary>
    public static string Widget(string name, string spec = "{}") =>
        $$$"""{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"{{{name}}}"},"spec":{{{spec}}}}""";
}
