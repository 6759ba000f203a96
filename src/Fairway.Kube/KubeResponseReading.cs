using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Fairway.Kube.Objects;
using Fairway.Kube.Statuses;

namespace Fairway.Kube;

/// <summary>Reads answers.</summary>
public static class KubeResponseReading
{
    /// <summary>The answer itself, if it is a 2xx.</summary>
    /// <exception cref="KubeApiException">The answer is a refusal; the exception holds its Status.</exception>
    public static KubeResponse EnsureSuccess(this KubeResponse response) =>
        response.IsSuccess ? response : throw KubeFailure.From(response);

    /// <summary>Reads the body straight from its UTF-8; fields that the contract does not name are skipped.</summary>
    /// <exception cref="KubeApiException">The answer is a refusal, or no JSON of that shape.</exception>
    public static T Read<T>(this KubeResponse response, JsonTypeInfo<T> type)
    {
        response.EnsureSuccess();
        try
        {
            var reader = new Utf8JsonReader(response.Body);
            return JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException e)
        {
            throw Unreadable(response, typeof(T).Name, e);
        }
    }

    /// <summary>Reads the body as a tree, for the rare places that need every field.</summary>
    /// <exception cref="KubeApiException">The answer is a refusal, or no JSON.</exception>
    public static JsonNode ReadNode(this KubeResponse response)
    {
        response.EnsureSuccess();
        try
        {
            var reader = new Utf8JsonReader(response.Body);
            return JsonNode.Parse(ref reader) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException e)
        {
            throw Unreadable(response, nameof(JsonNode), e);
        }
    }

    /// <summary>Which object the answer is, without reading more of it than that takes.</summary>
    /// <exception cref="KubeApiException">The answer is a refusal, or no JSON object.</exception>
    public static ObjectKey ReadKey(this KubeResponse response)
    {
        response.EnsureSuccess();
        try
        {
            var reader = new Utf8JsonReader(response.Body);
            reader.Read();
            return ObjectHeadReader.Read(reader).Key;
        }
        catch (JsonException e)
        {
            throw Unreadable(response, nameof(ObjectKey), e);
        }
    }

    private static KubeApiException Unreadable(KubeResponse response, string type, JsonException e) =>
        new(response.Status, "Unreadable", $"The API server's answer cannot be read as {type}: {e.Message}", e)
        {
            Response = response,
        };
}
