namespace Fairway.Merge.Patches;

/// <summary>Why a patch was refused, as an API server tells it apart.</summary>
public enum PatchFailure
{
    /// <summary>The patch cannot be read: 400, reason BadRequest.</summary>
    BadRequest,

    /// <summary>The patch was read and cannot be applied: 422, reason Invalid.</summary>
    Unprocessable,

    /// <summary>Fields are owned by others: 409, reason Conflict, with one cause a field.</summary>
    Conflict,

    /// <summary>The patch, or what it would make, is too large: 413, reason RequestEntityTooLarge.</summary>
    TooLarge,

    /// <summary>The resource does not take this kind of patch: 415, reason UnsupportedMediaType.</summary>
    UnsupportedMediaType,

    /// <summary>
    /// The patch does not fit the schema, which API servers answer with 500 and no reason. It is the sender's mistake
    /// all the same.
    /// </summary>
    Internal,
}
