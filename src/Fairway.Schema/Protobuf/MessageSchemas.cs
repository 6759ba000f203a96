namespace Fairway.Schema.Protobuf;

/// <summary>Which schema the message of a kind has.</summary>
internal static class MessageSchemas
{
    private const string MetaTypes = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    /// <summary>
    /// The schema, or null for a kind that is not built in. A Status, and the options of requests, are of no group of
    /// their own: they come with the version of what they are for.
    /// </summary>
    public static SchemaNode? Find(string apiVersion, string kind)
    {
        var parts = apiVersion.Split('/');
        var type = new GroupVersionKind(parts.Length == 2 ? parts[0] : "", parts[^1], kind);
        return BuiltInSchemas.Find(type) ?? BuiltInSchemas.Find(MetaTypes + kind);
    }
}
