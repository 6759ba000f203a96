using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Validation;

namespace Fairway.Tests.Twin.Api.Validation;

/// <summary>Runs rules over small objects and gives what they found as lines.</summary>
internal static class Checking
{
    public const string Container =
        """
        {"name":"a","image":"i","imagePullPolicy":"Always","terminationMessagePolicy":"File"}
        """;

    public const string Pod =
        $$"""
        {"containers":[{{Container}}],"restartPolicy":"Always","dnsPolicy":"ClusterFirst"}
        """;

    public const string Template =
        $$$"""
        {"metadata":{"labels":{"app":"x"}},"spec":{{{Pod}}}}
        """;

    public const string Claim =
        """
        {"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}
        """;

    public static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;

    /// <summary>The base with the fields of the patch: objects go into each other, all else is replaced.</summary>
    public static JsonObject With(string start, string patch) => Merge(Json(start), Json(patch));

    /// <summary>What the rule says about a field named <c>spec</c>.</summary>
    public static string Spec(Action<Field> rule, JsonNode? spec)
    {
        var errors = new List<FieldError>();
        rule(new Field("spec", spec, errors));
        return Lines(errors);
    }

    /// <summary>What the rule says about an object.</summary>
    public static string Object(Action<JsonObject, List<FieldError>> rule, JsonObject obj)
    {
        var errors = new List<FieldError>();
        rule(obj, errors);
        return Lines(errors);
    }

    private static string Lines(List<FieldError> errors) => string.Join('\n', errors);

    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            target[name] = value is JsonObject inner && target[name] is JsonObject held
                ? Merge((JsonObject)held.DeepClone(), inner)
                : value?.DeepClone();
        }

        return target;
    }
}
