using System.Text.Json.Nodes;

namespace Fairway.Schema.Protobuf;

/// <summary>
/// Writes objects in Kubernetes' protobuf form (<see cref="ProtobufReader.MediaType"/>): the mark <c>k8s\0</c>, then an
/// envelope with the kind, and in it the message of the kind. What <see cref="ProtobufReader"/> makes of it, is the
/// object again once <see cref="Decoding.SchemaDecoder"/> took the empty places away.
/// </summary>
public static class ProtobufWriter
{
    /// <summary>Whether the kind has a protobuf form: it is built in.</summary>
    public static bool Knows(string apiVersion, string kind) =>
        MessageSchemas.Find(apiVersion, kind) is { Name: { } name } && FieldNumbers.InOrder(name).Length > 0;

    /// <summary>The object of the kind and version that it names, which must fit its schema.</summary>
    /// <exception cref="ArgumentException">The kind is not built in.</exception>
    public static byte[] Write(JsonObject value)
    {
        var (apiVersion, kind) = (Text(value, "apiVersion"), Text(value, "kind"));
        var schema = MessageSchemas.Find(apiVersion, kind)
            ?? throw new ArgumentException(
                $"{kind} of {apiVersion} is not built in: it has no protobuf form",
                nameof(value));
        var output = new WireWriter();
        output.Raw(ProtobufReader.Magic);
        var type = output.Open(1);
        output.Text(1, apiVersion);
        output.Text(2, kind);
        output.Close(type);
        var content = output.Open(2);
        MessageWriter.Write(output, value, schema);
        output.Close(content);

        // How the content is encoded, and its media type: the reference server leaves both empty.
        output.Text(3, "");
        output.Text(4, "");
        return output.Written.ToArray();
    }

    /// <summary>An event of a watch, without any envelope of its own.</summary>
    /// <param name="type">ADDED, MODIFIED, DELETED, BOOKMARK or ERROR.</param>
    /// <param name="value">The object, as <see cref="Write"/> gives it.</param>
    public static byte[] WriteEvent(string type, ReadOnlySpan<byte> value)
    {
        var output = new WireWriter();
        output.Text(1, type);
        var inner = output.Open(2);
        output.Bytes(1, value);
        output.Close(inner);
        return output.Written.ToArray();
    }

    private static string Text(JsonObject value, string name) => value[name]?.GetValue<string>() ?? "";
}
