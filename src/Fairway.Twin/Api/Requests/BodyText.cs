using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Schema.Protobuf;
using Fairway.Schema.Yaml;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Requests;

/// <summary>A body that was read: a tree, and the keys that came twice.</summary>
internal readonly record struct ReadBody(JsonObject Object, ImmutableArray<string> Duplicates);

/// <summary>Reads bodies of objects: JSON, YAML or protobuf.</summary>
internal static class BodyText
{
    private const int MostShown = 30;

    /// <param name="request">The request.</param>
    /// <param name="kind">The kind that is expected: what errors name.</param>
    /// <exception cref="ApiFailure">415 for other media types, 400 for what is no object.</exception>
    public static ReadBody Read(KubeRequest request, string kind)
    {
        switch (MediaTypes.Bare(request.ContentType))
        {
            case MediaTypes.Json or "":
                return ReadJson(request, kind);
            case MediaTypes.Yaml:
                return ReadYaml(request, kind);
            case ProtobufReader.MediaType:
                return ReadProtobuf(request, kind);
            default:
                throw ApiFailure.UnsupportedBody();
        }
    }

    private static ReadBody ReadJson(KubeRequest request, string kind)
    {
        try
        {
            var (node, duplicates) = JsonReader.Read(request.Body.Span);
            return node switch
            {
                JsonObject obj => new ReadBody(obj, duplicates),
                null => new ReadBody([], duplicates),
                JsonArray =>
                    throw Unrecognized(
                        request, kind, $"couldn't get version/kind; json parse error: {NotAnObject("array")}"),
                _ =>
                    throw Unrecognized(
                        request, kind, $"couldn't get version/kind; json parse error: {NotAnObject(Scalar(node))}"),
            };
        }
        catch (JsonFormatException fault)
        {
            throw Unrecognized(request, kind, $"couldn't get version/kind; json parse error: {fault.Message}");
        }
    }

    private static ReadBody ReadYaml(KubeRequest request, string kind)
    {
        try
        {
            return new ReadBody(YamlReader.ReadObject(request.Body.Span), []);
        }
        catch (YamlFormatException fault)
        {
            throw Unrecognized(request, kind, fault.Message);
        }
    }

    private static ReadBody ReadProtobuf(KubeRequest request, string kind)
    {
        try
        {
            return new ReadBody(ProtobufReader.Read(request.Body.Span), []);
        }
        catch (ProtobufFormatException fault)
        {
            throw Unrecognized(request, kind, fault.Message);
        }
    }

    private static string Scalar(JsonNode node) => node.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Number => "number",
        _ => "bool",
    };

    private static string NotAnObject(string what) =>
        $"json: cannot unmarshal {what} into Go value of type struct {{ APIVersion string "
        + $"\"json:\\\"apiVersion,omitempty\\\"\"; "
        + "Kind string \"json:\\\"kind,omitempty\\\"\" }";

    public static ApiFailure Unrecognized(KubeRequest request, string kind, string why) => ApiFailure.BadRequest(
        $"the object provided is unrecognized (must be of type {kind}): {why} ({Summary(request.Body.Span)})");

    private static string Summary(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return "<empty>";
        }

        var shown = body[..Math.Min(MostShown, body.Length)];
        var text = body[0] == '{' ? Encoding.UTF8.GetString(shown) : Convert.ToHexStringLower(shown);
        return body.Length > MostShown ? $"{text} ..." : text;
    }
}
