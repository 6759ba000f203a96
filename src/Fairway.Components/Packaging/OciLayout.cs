using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Components.Packaging;

/// <summary>
/// A folder in the OCI image layout with charts in it: <c>oci-layout</c>, <c>index.json</c> and blobs by digest. Every
/// blob is checked against its digest.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="tag">Which chart; null if there is only one.</param>
/// <remarks>Source: github.com/opencontainers/image-spec, image-layout.md, and Helm's media types.</remarks>
internal sealed class OciLayout(string folder, string? tag)
{
    private const string Marker = "oci-layout";
    private const string ChartLayer = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
    private const string TagAnnotation = "org.opencontainers.image.ref.name";
    private const long MostOfDocument = 4 << 20;
    private const string Algorithm = "sha256:";

    /// <summary>The layout that a path names, with a tag behind it or without; null if it names none.</summary>
    public static OciLayout? Find(string path)
    {
        if (File.Exists(Path.Combine(path, Marker)))
        {
            return new OciLayout(path, null);
        }

        var colon = path.LastIndexOf(':');
        return colon > 0 && File.Exists(Path.Combine(path[..colon], Marker))
            ? new OciLayout(path[..colon], path[(colon + 1)..])
            : null;
    }

    /// <summary>The packed chart.</summary>
    /// <exception cref="InvalidDataException">There is none, there are several, or a blob is not what its digest
    /// says.</exception>
    public byte[] ReadChart()
    {
        var index = Document(ChartSource.ReadFile(new FileInfo(Path.Combine(folder, "index.json")), MostOfDocument));
        var manifests = Objects(index["manifests"])
            .Where(manifest => tag is null || Text(manifest["annotations"]?[TagAnnotation]) == tag).ToList();
        if (manifests.Count != 1)
        {
            var tags = Objects(index["manifests"])
                .Select(item => Text(item["annotations"]?[TagAnnotation]) ?? "(no tag)");
            throw new InvalidDataException(manifests.Count == 0
                ? $"{folder} has no chart {tag}: it has {string.Join(", ", tags)}"
                : $"{folder} has several charts, {string.Join(", ", tags)}: name one, {folder}:TAG");
        }

        var manifest = Document(Blob(Text(manifests[0]["digest"]), MostOfDocument));
        var layer = Objects(manifest["layers"]).FirstOrDefault(item => Text(item["mediaType"]) == ChartLayer)
            ?? throw new InvalidDataException($"{folder} holds no chart: no layer of type {ChartLayer}");
        return Blob(Text(layer["digest"]), Charts.ChartArchive.MostBytes);
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private JsonObject Document(byte[] content)
    {
        try
        {
            return JsonReader.Read(content).Node as JsonObject
                ?? throw new InvalidDataException($"{folder}: a document is no object of JSON");
        }
        catch (JsonFormatException fault)
        {
            throw new InvalidDataException($"{folder}: a document is no JSON: {fault.Message}", fault);
        }
    }

    private byte[] Blob(string? digest, long most)
    {
        var hex = digest is not null && digest.StartsWith(Algorithm, StringComparison.Ordinal)
            ? digest[Algorithm.Length..]
            : "";
        if (hex.Length != SHA256.HashSizeInBytes * 2 || !hex.All(char.IsAsciiHexDigitLower))
        {
            throw new InvalidDataException($"{folder}: \"{digest}\" is no digest of sha256");
        }

        var file = new FileInfo(Path.Combine(folder, "blobs", "sha256", hex));
        if (!file.Exists)
        {
            throw new InvalidDataException($"{folder}: the blob {digest} is missing");
        }

        var content = ChartSource.ReadFile(file, most);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == hex
            ? content
            : throw new InvalidDataException($"{folder}: the blob {digest} has another content: it is damaged");
    }
}
