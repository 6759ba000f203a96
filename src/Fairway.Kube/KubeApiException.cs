using Fairway.Kube.Statuses;

namespace Fairway.Kube;

/// <summary>A refusal by an API server (a <c>Status</c> object), or a failure to reach it.</summary>
public sealed class KubeApiException : Exception
{
    /// <summary>Creates the exception from the fields of a Status, or with status 0 where no answer came.</summary>
    public KubeApiException(int status, string reason, string message, Exception? inner = null)
        : base(message, inner)
    {
        Status = status;
        Reason = reason;
    }

    /// <summary>HTTP status code; 0 where no whole answer came, so that the outcome of a write is unknown.</summary>
    public int Status { get; }

    /// <summary>Machine-readable reason of the Status (NotFound, Conflict, Expired, ...); <c>Unreachable</c> where no
    /// answer came.</summary>
    public string Reason { get; }

    /// <summary>Seconds after which to try again, as the server asked; null where it did not.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The Status object, where the answer was one.</summary>
    public KubeStatus? Details { get; init; }

    /// <summary>True where the object, or the resource, is not there.</summary>
    public bool IsNotFound => Status == 404;

    /// <summary>
    /// True where an object has changed since it was read. A conflict of field owners (server-side apply) and an object
    /// that already exists have status 409 too, but reading again does not mend them: false.
    /// </summary>
    public bool IsConflict =>
        Status == 409
        && string.Equals(Reason, "Conflict", StringComparison.Ordinal)
        && Details?.HasCause("FieldManagerConflict") != true;

    /// <summary>True where an object of that name is already there.</summary>
    public bool IsAlreadyExists => Status == 409 && string.Equals(Reason, "AlreadyExists", StringComparison.Ordinal);

    /// <summary>The whole answer, where there was one.</summary>
    public KubeResponse? Response { get; init; }
}
