using System.Text.Json.Nodes;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>Which object of a cluster is meant.</summary>
/// <param name="Kind">Its group, version and kind.</param>
/// <param name="Namespace">Its namespace; empty for objects of the cluster.</param>
/// <param name="Name">Its name.</param>
public readonly record struct ObjectRef(GroupVersionKind Kind, string Namespace, string Name)
{
    /// <summary><c>apps/v1</c>, or <c>v1</c> for core.</summary>
    public string ApiVersion => Kind.Group.Length == 0 ? Kind.Version : $"{Kind.Group}/{Kind.Version}";

    /// <summary>Reads the reference out of an object. What is missing is empty.</summary>
    public static ObjectRef Of(JsonObject item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var version = Text(item, "apiVersion");
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        var kind = new GroupVersionKind(
            slash < 0 ? "" : version[..slash],
            version[(slash + 1)..],
            Text(item, "kind"));
        return item["metadata"] is JsonObject metadata
            ? new(kind, Text(metadata, "namespace"), Text(metadata, "name"))
            : new(kind, "", "");
    }

    /// <summary>As people read it: <c>StatefulSet kube-system/registry</c>.</summary>
    public override string ToString() =>
        Namespace.Length == 0 ? $"{Kind.Kind} {Name}" : $"{Kind.Kind} {Namespace}/{Name}";

    private static string Text(JsonObject owner, string name) =>
        owner[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
