using System.Text;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Validation;

/// <summary>ConfigMaps: keys that can be file names, at most 1 MiB, and no change once they are immutable.</summary>
internal static class ConfigMapValidation
{
    /// <summary>How much data a ConfigMap or a Secret may hold, in bytes.</summary>
    public const int MostBytes = 1 << 20;

    private const string Immutable = "field is immutable when `immutable` is set";

    public static void Check(JsonObject obj, List<FieldError> errors)
    {
        var (data, binary) =
            (new Field("data", obj["data"], errors), new Field("binaryData", obj["binaryData"], errors));
        long bytes = 0;
        foreach (var key in data.Keys())
        {
            CheckKey(data, key);
            if (binary.Has(key))
            {
                data.Entry(key).Invalid(key, "duplicate of key present in binaryData");
            }

            bytes += Encoding.UTF8.GetByteCount(data.TextOf(key));
        }

        foreach (var key in binary.Keys())
        {
            CheckKey(binary, key);
            bytes += DecodedLength(binary.TextOf(key));
        }

        if (bytes > MostBytes)
        {
            // The reference server names no field here, which it writes as a pair of brackets.
            errors.Add(FieldError.TooLong("[]", MostBytes));
        }
    }

    public static void CheckUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        CheckKept(updated, live, errors);
        if (new Field("immutable", live["immutable"], errors).IsTrue
            && !JsonNode.DeepEquals(updated["binaryData"], live["binaryData"]))
        {
            errors.Add(FieldError.Forbidden("binaryData", Immutable));
        }

        Check(updated, errors);
    }

    /// <summary>What is immutable stays so, and its data with it.</summary>
    public static void CheckKept(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        if (!new Field("immutable", live["immutable"], errors).IsTrue)
        {
            return;
        }

        var now = new Field("immutable", updated["immutable"], errors);
        if (!now.IsTrue)
        {
            now.Forbidden(Immutable);
        }

        if (!JsonNode.DeepEquals(updated["data"], live["data"]))
        {
            errors.Add(FieldError.Forbidden("data", Immutable));
        }
    }

    /// <summary>The key of an entry.</summary>
    public static void CheckKey(Field data, string key)
    {
        if (NameChecks.Key(key) is { } problem)
        {
            data.Entry(key).Invalid(key, problem);
        }
    }

    /// <summary>How many bytes a base64 text stands for.</summary>
    public static long DecodedLength(string text) =>
        (text.Length / 4 * 3)
        - (text.EndsWith("==", StringComparison.Ordinal) ? 2 : text.EndsWith('=') ? 1 : 0);
}
