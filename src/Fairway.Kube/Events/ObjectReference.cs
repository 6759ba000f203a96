namespace Fairway.Kube.Events;

/// <summary>An object that an event is about. <paramref name="Uid"/> may be empty where it is not known.</summary>
public sealed record ObjectReference(string ApiVersion, string Kind, ObjectKey Key, string Uid)
{
    /// <summary>An object of <paramref name="resource"/>.</summary>
    public static ObjectReference To(KubeResource resource, ObjectKey key, string uid) =>
        new(resource.ApiVersion, resource.Kind, key, uid);
}
