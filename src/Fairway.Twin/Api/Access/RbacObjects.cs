using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Access;

/// <summary>Where the objects of RBAC are stored, and their trees.</summary>
internal static class RbacObjects
{
    public const string Group = "rbac.authorization.k8s.io";
    public const string Roles = "roles." + Group;
    public const string ClusterRoles = "clusterroles." + Group;
    public const string Bindings = "rolebindings." + Group;
    public const string ClusterBindings = "clusterrolebindings." + Group;

    public static JsonObject Tree(StoredObject stored) => (JsonObject)JsonReader.Read(stored.Json.Span).Node!;
}
