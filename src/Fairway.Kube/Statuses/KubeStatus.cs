namespace Fairway.Kube.Statuses;

/// <summary>The fields of a <c>Status</c> object, the API's way to say how a request ended.</summary>
public sealed record KubeStatus
{
    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    public string? Status { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }

    /// <summary>For machines: NotFound, Conflict, Expired, ...</summary>
    public string? Reason { get; init; }

    /// <summary>The HTTP status; 0 where the object does not say.</summary>
    public int Code { get; init; }

    /// <summary>What it is about; null where the object does not say.</summary>
    public KubeStatusDetails? Details { get; init; }

    /// <summary>True if one of the causes has this reason (ResourceVersionTooLarge, DisruptionBudget, ...).</summary>
    public bool HasCause(string reason)
    {
        foreach (var cause in Details?.Causes ?? [])
        {
            if (string.Equals(cause.Reason, reason, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What a <see cref="KubeStatus"/> is about.</summary>
public sealed record KubeStatusDetails
{
    /// <summary>Name of the object.</summary>
    public string? Name { get; init; }

    /// <summary>API group of the object.</summary>
    public string? Group { get; init; }

    /// <summary>Kind or plural of the object, as the server chose.</summary>
    public string? Kind { get; init; }

    /// <summary>Uid of the object.</summary>
    public string? Uid { get; init; }

    /// <summary>Seconds after which to try again.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The single complaints.</summary>
    public IReadOnlyList<KubeStatusCause>? Causes { get; init; }
}

/// <summary>One complaint: its reason, its message, and the field it is about.</summary>
public sealed record KubeStatusCause(string? Reason, string? Message, string? Field);
