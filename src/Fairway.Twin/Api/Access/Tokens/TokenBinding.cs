using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Access.Tokens;

/// <summary>Binds a token to the object that its request names: a pod, a secret or a node.</summary>
internal sealed class TokenBinding(ClusterStore store, ResourceTable table, ResourceCall call)
{
    /// <summary>The claims with what they are bound to.</summary>
    /// <exception cref="ApiFailure">404, 400 or 409: the object is not there, cannot be bound to, or is another
    /// one.</exception>
    public TokenClaims Bind(TokenClaims claims, JsonObject? asked)
    {
        if (asked is null)
        {
            return claims;
        }

        var (group, version) = Split(ObjectMeta.Text(asked, "apiVersion"));
        var kind = ObjectMeta.Text(asked, "kind");
        var name = ObjectMeta.Text(asked, "name");
        switch (group, kind)
        {
            case ("", "Pod"):
                var pod = Find("pods", claims.Namespace, name);
                return claims with { Pod = Reference(asked, kind, pod), Node = NodeOf(pod) };
            case ("", "Secret"):
                return claims with { Secret = Reference(asked, kind, Find("secrets", claims.Namespace, name)) };
            case ("", "Node"):
                return claims with { Node = Reference(asked, kind, Find("nodes", null, name)) };
            default:
                throw ApiFailure.BadRequest($"cannot bind token to object of type {group}/{version}, Kind={kind}");
        }
    }

    private StoredObject Find(string plural, string? ns, string name) =>
        store.Find(plural, new ObjectKey(ns, name))
        ?? throw ApiFailure.NotFound(table.Find("", "v1", plural)!, name);

    /// <summary>The node of a pod, which must run as the service account.</summary>
    private TokenReference? NodeOf(StoredObject pod)
    {
        var spec = StoredTree.Peek(pod, table.Find("", "v1", "pods")!)["spec"] as JsonObject ?? [];
        if (ObjectMeta.Text(spec, "serviceAccountName") != call.Path.Name)
        {
            throw ApiFailure.BadRequest(
                $"cannot bind token for serviceaccount {GoText.Quoted(call.Path.Name!)} to pod running with different "
                + "serviceaccount name.");
        }

        var node = ObjectMeta.Text(spec, "nodeName");
        return node.Length == 0
            ? null
            : new TokenReference(node, store.Find("nodes", new ObjectKey(null, node))?.Uid ?? "");
    }

    private static TokenReference Reference(JsonObject asked, string kind, StoredObject found)
    {
        var uid = ObjectMeta.Text(asked, "uid");
        return uid.Length == 0 || uid == found.Uid
            ? new TokenReference(found.Key.Name, found.Uid)
            : throw ApiFailure.Conflict(
                kind,
                new JsonObject { ["name"] = found.Key.Name, ["kind"] = kind },
                found.Key.Name,
                $"the UID in the bound object reference ({uid}) does not match the UID in record. The object might "
                + "have been deleted and then recreated");
    }

    private static (string Group, string Version) Split(string apiVersion)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", apiVersion) : (apiVersion[..slash], apiVersion[(slash + 1)..]);
    }
}
