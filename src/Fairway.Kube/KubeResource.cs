namespace Fairway.Kube;

/// <summary>A resource of the API as paths name it. The core group is the empty string.</summary>
public readonly record struct KubeResource(string Group, string Version, string Plural, string Kind, bool Namespaced)
{
    /// <summary><c>v1</c> for the core group, else <c>group/version</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The path of the collection: of one namespace, or of all where <paramref name="ns"/> is null.</summary>
    public string CollectionPath(string? ns)
    {
        var root = Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";
        return ns is null ? $"{root}/{Plural}" : $"{root}/namespaces/{ns}/{Plural}";
    }

    /// <summary>The path of one object, or of one of its subresources.</summary>
    public string ObjectPath(ObjectKey key, string? subresource = null)
    {
        var path = $"{CollectionPath(Namespaced ? key.Namespace : null)}/{key.Name}";
        return subresource is null ? path : $"{path}/{subresource}";
    }
}

/// <summary>Names an object within its resource. <paramref name="Namespace"/> is null for objects of the
/// cluster.</summary>
public readonly record struct ObjectKey(string? Namespace, string Name)
{
    /// <summary><c>namespace/name</c>, or <c>name</c>.</summary>
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}
