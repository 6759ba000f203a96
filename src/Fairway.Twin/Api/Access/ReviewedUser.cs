using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Access;

/// <summary>Users as reviews and requests of certificates show them.</summary>
internal static class ReviewedUser
{
    /// <summary>Reads user, groups, uid and extra of a specification.</summary>
    public static ApiUser Read(JsonObject spec) => new(
        ObjectMeta.Text(spec, "user"), Texts(spec["groups"]), ObjectMeta.Text(spec, "uid"))
    {
        Extra =
        [
            .. (spec["extra"] as JsonObject ?? [])
                .OrderBy(e => e.Key, StringComparer.Ordinal)
                .Select(e => KeyValuePair.Create(e.Key.ToLowerInvariant(), Texts(e.Value))),
        ],
    };

    /// <summary>Sets username, uid, groups and extra, those that there are.</summary>
    public static JsonObject Write(JsonObject target, ApiUser user)
    {
        target["username"] = user.Name;
        if (!string.IsNullOrEmpty(user.Uid))
        {
            target["uid"] = user.Uid;
        }

        if (user.Groups.Count > 0)
        {
            target["groups"] = List(user.Groups);
        }

        if (user.Extra.Count > 0)
        {
            target["extra"] = new JsonObject(
                user.Extra.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)List(e.Value))));
        }

        return target;
    }

    public static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    public static IReadOnlyList<string> Texts(JsonNode? list) =>
        list is JsonArray items ? [.. items.Select(i => i?.GetValue<string>() ?? "")] : [];
}
