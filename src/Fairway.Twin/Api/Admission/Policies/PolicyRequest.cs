using System.Text.Json.Nodes;
using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>The variable <c>request</c>: an AdmissionRequest without the objects. What is empty is not there.</summary>
internal static class PolicyRequest
{
    public static JsonObject Of(AdmissionRequest request, ResourceType row)
    {
        var asked = request.Resource;
        var kind = request.Kind;
        var shown = ReferenceEquals(row, asked) ? (kind.Group, kind.Version, kind.Kind)
            : (row.Group, row.Version, row.Kind);
        var made = new JsonObject
        {
            ["kind"] = Kind(shown.Group, shown.Version, shown.Kind),
            ["resource"] = Resource(row),
            ["requestKind"] = Kind(kind.Group, kind.Version, kind.Kind),
            ["requestResource"] = Resource(asked),
            ["name"] = request.Name,
            ["operation"] = request.Operation.Text(),
            ["userInfo"] = User(request.User),
            ["dryRun"] = request.DryRun,
            ["options"] = AdmissionOptions.Of(request),
        };
        if (request.Subresource.Length > 0)
        {
            made["subResource"] = request.Subresource;
            made["requestSubResource"] = request.Subresource;
        }

        if (request.Namespace.Length > 0)
        {
            made["namespace"] = request.Namespace;
        }

        return made;
    }

    private static JsonObject Kind(string group, string version, string kind) =>
        new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static JsonObject Resource(ResourceType row) =>
        new() { ["group"] = row.Group, ["version"] = row.Version, ["resource"] = row.Plural };

    private static JsonObject User(ApiUser user)
    {
        var info = new JsonObject { ["username"] = user.Name };
        if (user.Uid is { Length: > 0 } uid)
        {
            info["uid"] = uid;
        }

        if (user.Groups.Count > 0)
        {
            info["groups"] = Texts(user.Groups);
        }

        if (user.Extra.Count > 0)
        {
            info["extra"] = new JsonObject(user.Extra.Select(
                pair => KeyValuePair.Create(pair.Key, (JsonNode?)Texts(pair.Value))));
        }

        return info;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)text)];
}
