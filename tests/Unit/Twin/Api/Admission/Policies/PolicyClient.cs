using System.Text.Json.Nodes;

namespace Fairway.Tests.Twin.Api.Admission.Policies;

/// <summary>An API with a namespace and the shortest ways to give it policies.</summary>
internal static class PolicyClient
{
    public const string ConfigMaps = "/api/v1/namespaces/a/configmaps";

    private const string Group = "/apis/admissionregistration.k8s.io/v1";

    public static async Task<TwinClient> OpenAsync()
    {
        var client = new TwinClient();
        await client.NamespaceAsync("a");
        return client;
    }

    /// <summary>A validating policy over ConfigMaps, bound to everything.</summary>
    /// <param name="client">The client.</param>
    /// <param name="spec">What the policy has beside its matchConstraints: JSON members.</param>
    /// <param name="binding">What the binding has beside its policy: JSON members.</param>
    /// <param name="name">Name of both.</param>
    public static async Task ValidateAsync(
        TwinClient client, string spec, string binding = "\"validationActions\":[\"Deny\"]", string name = "p")
    {
        await client.OkAsync("POST", $"{Group}/validatingadmissionpolicies", Policy(name, spec));
        await client.OkAsync("POST", $"{Group}/validatingadmissionpolicybindings", Binding(name, binding));
    }

    /// <summary>The same for a mutating policy, whose mutations are given as a JSON list.</summary>
    public static async Task MutateAsync(
        TwinClient client, string mutations, string more = "", string binding = "", string name = "p")
    {
        var spec = $$"""{{more}}"reinvocationPolicy":"Never","mutations":{{mutations}}""";
        await client.OkAsync("POST", $"{Group}/mutatingadmissionpolicies", Policy(name, spec));
        await client.OkAsync("POST", $"{Group}/mutatingadmissionpolicybindings", Binding(name, binding));
    }

    public static string Policy(string name, string spec) => $$$"""
        {"metadata":{"name":"{{{name}}}"},"spec":{
          "matchConstraints":{"resourceRules":[
            {"apiGroups":["","apps"],"apiVersions":["v1"],"operations":["CREATE","UPDATE","DELETE"],
             "resources":["configmaps","deployments"]}]},
          {{{spec}}}}}
        """;

    public static string ConfigMap(string name, string data = "{}") =>
        $$$"""{"metadata":{"name":"{{{name}}}"},"data":{{{data}}}}""";

    public static string Message(JsonObject refusal) => (string)refusal["message"]!;

    private static string Binding(string name, string more)
    {
        var comma = more.Length > 0 ? "," : "";
        return $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"policyName":"{{{name}}}"{{{comma}}}{{{more}}}}}""";
    }
}
