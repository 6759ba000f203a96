using System.Text.Json.Nodes;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>Builds small objects.</summary>
internal static class FakeObject
{
    public static JsonObject ConfigMap(string name, string value = "1", string ns = "default") => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        ["data"] = new JsonObject { ["value"] = value },
    };

    public static JsonObject Labelled(this JsonObject item, string name, string value)
    {
        var metadata = item["metadata"]!.AsObject();
        if (metadata["labels"] is null)
        {
            metadata["labels"] = new JsonObject();
        }

        metadata["labels"]![name] = value;
        return item;
    }

    public static JsonObject ControlledBy(this JsonObject item, string kind, string name, string apiVersion = "apps/v1")
    {
        item["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = kind,
            ["name"] = name,
            ["uid"] = $"uid-{name}",
            ["controller"] = true,
        });
        return item;
    }
}
