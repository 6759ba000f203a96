namespace Fairway.Twin.Api.Admission;

/// <summary>What a request does to an object, as admission sees it.</summary>
internal enum AdmissionOperation
{
    /// <summary>An object, or something that a subresource takes (a Binding, an Eviction), is made.</summary>
    Create,

    /// <summary>An object or a part of it is changed: PUT, PATCH and server-side apply of what is there.</summary>
    Update,

    /// <summary>An object is deleted, alone or with its collection.</summary>
    Delete,
}

/// <summary>How operations are written in rules and reviews.</summary>
internal static class AdmissionOperations
{
    public static string Text(this AdmissionOperation operation) => operation switch
    {
        AdmissionOperation.Create => "CREATE",
        AdmissionOperation.Update => "UPDATE",
        _ => "DELETE",
    };
}
