using System.Collections.Immutable;

namespace Fairway.Merge.Patches;

/// <summary>
/// A patch that is refused. <see cref="Exception.Message"/> is the message of the Status that an API server answers,
/// word for word; <see cref="Detail"/> says more where the server's message says little.
/// </summary>
public sealed class PatchException : Exception
{
    /// <summary>What API servers say instead of why a JSON patch could not be applied.</summary>
    internal const string UnprocessableMessage = "the server rejected our request due to an error in our request";

    /// <summary>Creates a refusal.</summary>
    public PatchException(PatchFailure failure, string message, string? detail = null)
        : base(message)
    {
        Failure = failure;
        Detail = detail ?? message;
    }

    /// <summary>Which refusal it is.</summary>
    public PatchFailure Failure { get; }

    /// <summary>What was wrong and where. For logs and for people, not for the wire.</summary>
    public string Detail { get; }

    /// <summary>Causes for the details of the Status; empty but for conflicts.</summary>
    public ImmutableArray<PatchCause> Causes { get; private init; } = [];

    /// <summary>Whether a <c>test</c> of a JSON patch did not hold.</summary>
    public bool IsFailedTest { get; internal init; }

    /// <summary>HTTP status.</summary>
    public int StatusCode => Failure switch
    {
        PatchFailure.BadRequest => 400,
        PatchFailure.Conflict => 409,
        PatchFailure.TooLarge => 413,
        PatchFailure.UnsupportedMediaType => 415,
        PatchFailure.Unprocessable => 422,
        _ => 500,
    };

    /// <summary>The reason of the Status; empty where API servers give none.</summary>
    public string Reason => Failure switch
    {
        PatchFailure.BadRequest => "BadRequest",
        PatchFailure.Conflict => "Conflict",
        PatchFailure.TooLarge => "RequestEntityTooLarge",
        PatchFailure.UnsupportedMediaType => "UnsupportedMediaType",
        PatchFailure.Unprocessable => "Invalid",
        _ => "",
    };

    /// <summary>True where the Status has a <c>details</c>, if only an empty one.</summary>
    public bool HasDetails => Failure is PatchFailure.Unprocessable or PatchFailure.Conflict;

    internal static PatchException Unprocessable(string detail, bool isFailedTest = false) =>
        new(PatchFailure.Unprocessable, UnprocessableMessage, detail) { IsFailedTest = isFailedTest };

    internal static PatchException BadRequest(string message) => new(PatchFailure.BadRequest, message);

    /// <summary>A fault that is told to the client as it is, with status 500.</summary>
    public static PatchException Internal(string message) => new(PatchFailure.Internal, message);

    internal static PatchException Conflict(string message, ImmutableArray<PatchCause> causes) =>
        new(PatchFailure.Conflict, message) { Causes = causes };
}
