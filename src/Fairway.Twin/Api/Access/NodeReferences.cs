using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Access;

/// <summary>Whether a pod names an object, wherever in its specification pods may.</summary>
internal static class NodeReferences
{
    public static bool Has(JsonObject spec, string kind, string name) => kind switch
    {
        "ServiceAccount" => ObjectMeta.Text(spec, "serviceAccountName") == name,
        "PersistentVolumeClaim" => Names(spec["volumes"], name, ("persistentVolumeClaim", "claimName")),
        "Secret" => Pulls(spec, name) || Names(
            spec, name, ("secret", "secretName"), ("secret", "name"), ("secretKeyRef", "name"), ("secretRef", "name"),
            ("nodePublishSecretRef", "name")),
        _ => Names(spec, name, ("configMap", "name"), ("configMapKeyRef", "name"), ("configMapRef", "name")),
    };

    private static bool Pulls(JsonObject spec, string name) =>
        (spec["imagePullSecrets"] as JsonArray ?? []).OfType<JsonObject>().Any(s => ObjectMeta.Text(s, "name") == name);

    private static bool Names(JsonNode? node, string name, params (string Field, string Inner)[] places) => node switch
    {
        JsonObject obj => obj.Any(field => places.Any(place => IsAt(field, name, place))
            || Names(field.Value, name, places)),
        JsonArray list => list.Any(item => Names(item, name, places)),
        _ => false,
    };

    private static bool IsAt(
        KeyValuePair<string, JsonNode?> field, string name, (string Field, string Inner) place) =>
        field.Key == place.Field && field.Value is JsonObject inner && ObjectMeta.Text(inner, place.Inner) == name;
}
