using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Validation;

/// <summary>Secrets: as ConfigMaps, and each type has keys that must be there.</summary>
internal static class SecretValidation
{
    private const string Redacted = "<secret contents redacted>";
    private const string AccountName = "kubernetes.io/service-account.name";

    public static void Check(JsonObject obj, List<FieldError> errors)
    {
        var data = new Field("data", obj["data"], errors);
        long bytes = 0;
        foreach (var key in data.Keys())
        {
            ConfigMapValidation.CheckKey(data, key);
            bytes += ConfigMapValidation.DecodedLength(data.TextOf(key));
        }

        if (bytes > ConfigMapValidation.MostBytes)
        {
            data.TooLong(ConfigMapValidation.MostBytes);
        }

        CheckType(obj, data, errors);
    }

    public static void CheckUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        var type = new Field("type", updated["type"], errors);
        if (!JsonNode.DeepEquals(type.Value, live["type"]))
        {
            type.Invalid("field is immutable");
        }

        ConfigMapValidation.CheckKept(updated, live, errors);
        Check(updated, errors);
    }

    /// <summary>A TLS secret whose certificate or key is no PEM is taken, with a warning.</summary>
    public static string? Warning(JsonObject obj)
    {
        var data = new Field("data", obj["data"], []);
        return (obj["type"] as JsonValue)?.ToString() != "kubernetes.io/tls" ? null
            : !IsPem(data.TextOf("tls.crt")) ? "tls: failed to find any PEM data in certificate input"
            : !IsPem(data.TextOf("tls.key")) ? "tls: failed to find any PEM data in key input"
            : null;
    }

    private static bool IsPem(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written)
            && bytes.AsSpan(0, written).IndexOf("-----BEGIN "u8) >= 0;
    }

    private static void CheckType(JsonObject obj, Field data, List<FieldError> errors)
    {
        switch (new Field("type", obj["type"], errors).Text)
        {
            case "kubernetes.io/service-account-token":
                CheckAccount(obj, errors);
                break;
            case "kubernetes.io/dockercfg":
                CheckJson(data, ".dockercfg");
                break;
            case "kubernetes.io/dockerconfigjson":
                CheckJson(data, ".dockerconfigjson");
                break;
            case "kubernetes.io/basic-auth" when !Holds(data, "username") && !Holds(data, "password"):
                Need(data, "username");
                Need(data, "password");
                break;
            case "kubernetes.io/ssh-auth":
                Need(data, "ssh-privatekey");
                break;
            case "kubernetes.io/tls":
                Need(data, "tls.crt");
                Need(data, "tls.key");
                break;
        }
    }

    private static void CheckAccount(JsonObject obj, List<FieldError> errors)
    {
        var annotations = new Field("metadata.annotations", obj["metadata"]?["annotations"], errors);
        if (annotations.TextOf(AccountName).Length == 0)
        {
            annotations.Entry(AccountName).Required();
        }
    }

    private static void CheckJson(Field data, string key)
    {
        if (!Holds(data, key))
        {
            data.Entry(key).Required();
            return;
        }

        var bytes = new byte[data.TextOf(key).Length];
        if (!Convert.TryFromBase64String(data.TextOf(key), bytes, out var written))
        {
            return;
        }

        try
        {
            JsonReader.Read(bytes.AsSpan(0, written));
        }
        catch (JsonFormatException fault)
        {
            data.Entry(key).Invalid(Redacted, fault.Message);
        }
    }

    // An empty value is a value; the tree may hold it as null or as an empty text.
    private static bool Holds(Field data, string key) => data.Value is JsonObject map && map.ContainsKey(key);

    private static void Need(Field data, string key)
    {
        if (!Holds(data, key))
        {
            data.Entry(key).Required();
        }
    }
}
