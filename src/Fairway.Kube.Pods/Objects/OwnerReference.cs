using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Kube.Pods.Objects;

/// <summary>An entry of <c>metadata.ownerReferences</c>.</summary>
internal sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid)
{
    /// <summary>True for the one owner that manages the object.</summary>
    public bool Controller { get; init; }

    /// <summary>True where a foreground deletion of the owner waits for the object.</summary>
    public bool BlockOwnerDeletion { get; init; }

    public static OwnerReference Read(JsonElement element) => new(
        element.Text("apiVersion") ?? "",
        element.Text("kind") ?? "",
        element.Text("name") ?? "",
        element.Text("uid") ?? "")
    {
        Controller = element.Flag("controller"),
        BlockOwnerDeletion = element.Flag("blockOwnerDeletion"),
    };

    /// <summary>The reference of a controller to what it made or adopted.</summary>
    public static OwnerReference ControllerOf(string apiVersion, string kind, ObjectMeta owner) =>
        new(apiVersion, kind, owner.Name, owner.Uid) { Controller = true, BlockOwnerDeletion = true };

    public JsonObject ToJson()
    {
        var reference = new JsonObject
        {
            ["apiVersion"] = ApiVersion,
            ["kind"] = Kind,
            ["name"] = Name,
            ["uid"] = Uid,
        };
        if (Controller)
        {
            reference["controller"] = true;
        }

        if (BlockOwnerDeletion)
        {
            reference["blockOwnerDeletion"] = true;
        }

        return reference;
    }
}
